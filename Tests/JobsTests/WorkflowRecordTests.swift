import Foundation
import Jobs
import Testing

@Suite("A workflow's record says how far it is")
struct WorkflowRecordTests {
    private func record(_ groups: [WorkflowRecord.Group]) -> WorkflowRecord {
        let now = Date(timeIntervalSince1970: 0)
        return WorkflowRecord(
            id: WorkflowID(), name: "test", tenant: "", state: .running, metadata: [:], groups: groups, createdAt: now,
            deadlineAt: now, revision: 1)
    }

    @Test("Every group weighs the same, however many jobs it has")
    func weighsGroupsAlike() {
        let many = WorkflowRecord.Group(name: "many", queue: "q", total: 100, succeeded: 50)
        let one = WorkflowRecord.Group(name: "one", queue: "q", total: 1)
        #expect(record([many, one]).progress == 0.25)
    }

    @Test("What is in work counts by its fraction, and never beyond the whole")
    func countsPartialWork() {
        #expect(WorkflowRecord.Group(name: "g", queue: "q", total: 4, succeeded: 1, partial: 1.5).fraction == 0.625)
        #expect(WorkflowRecord.Group(name: "g", queue: "q", total: 1, succeeded: 1, partial: 1).fraction == 1)
        #expect(WorkflowRecord.Group(name: "g", queue: "q", total: 2, partial: -0.5).fraction == 0)
    }

    @Test("The current group is the first that has work left; failed and cancelled jobs are none")
    func findsTheCurrentGroup() {
        let done = WorkflowRecord.Group(name: "done", queue: "q", total: 3, succeeded: 1, failed: 1, cancelled: 1)
        let next = WorkflowRecord.Group(name: "next", queue: "q", total: 2, succeeded: 1)
        #expect(record([done, next]).currentGroup?.name == "next")
        #expect(record([done]).currentGroup == nil)
    }
}
