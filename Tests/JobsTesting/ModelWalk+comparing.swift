import Foundation
import Jobs
import Testing

extension ModelWalk {
    /// The counters of the whole and of every queue.
    func compareCounts() async throws {
        let expected = try await counts(of: model.inspector)
        let found = try await counts(of: bench.inspector)
        #expect(found == expected, "after \(path.suffix(12))")
        try #require(found == expected)
    }

    private func counts(of inspector: any Inspector) async throws -> [String] {
        let stats = try await inspector.stats()
        let whole =
            "pending \(stats.pending) active \(stats.active) scheduled \(stats.scheduled) waiting \(stats.waiting) "
            + "dead \(stats.dead) succeeded \(stats.succeeded) failed \(stats.failed) retried \(stats.retried) "
            + "reclaimed \(stats.reclaimed)"
        let queues = try await inspector.queues().map { queue in
            "\(queue.name) pending \(queue.pending) active \(queue.active) scheduled \(queue.scheduled) "
                + "waiting \(queue.waiting) succeeded \(queue.succeeded) failed \(queue.failed)"
        }
        return [whole] + queues.sorted()
    }

    /// A workflow's record does not change without a new revision, by which readers know that it has.
    mutating func compareRevisions() async throws {
        for workflow in workflows {
            guard let record = try await bench.broker.record(ofWorkflow: workflow.id) else { continue }
            let new = (text: Self.text(record), revision: record.revision)
            if let old = shown.updateValue(new, forKey: workflow.id), old.text != new.text {
                #expect(new.revision > old.revision, "after \(path.suffix(12))")
            }
        }
    }

    /// Every record, but for its instants: whether there are any is compared, not which.
    func compareRecords() async throws {
        for id in everyJob {
            let expected = try await model.broker.record(ofJob: id).map(Self.text)
            let found = try await bench.broker.record(ofJob: id).map(Self.text)
            #expect(found == expected, "after \(path)")
        }
        for workflow in workflows {
            let expected = try await model.broker.record(ofWorkflow: workflow.id).map(Self.text)
            let found = try await bench.broker.record(ofWorkflow: workflow.id).map(Self.text)
            #expect(found == expected, "after \(path)")
            let results = try await model.broker.results(of: workflow.id)
            #expect(try await bench.broker.results(of: workflow.id) == results)
        }
    }

    private static func text(_ record: JobRecord) -> String {
        // The results of a workflow's jobs are asked for by workflow.
        let result = record.workflow == nil ? record.result : nil
        return "\(record.id) \(record.state) attempt \(record.attempt) crashes \(record.crashes) "
            + "deliveries \(record.deliveries) progress \(record.progress as Any) failure \(record.failure as Any) "
            + "result \(result as Any) due \(has(record.dueAt)) started \(has(record.startedAt)) "
            + "finished \(has(record.finishedAt)) leased \(has(record.leaseUntil)) worker \(record.worker as Any)"
    }

    private static func text(_ record: WorkflowRecord) -> String {
        let groups = record.groups.map { group in
            "\(group.name) of \(group.total): \(group.succeeded) \(group.failed) \(group.cancelled) \(group.active) "
                + "attempts \(group.attempts) partial \(Int((group.partial * 1000).rounded())) "
                + "started \(has(group.startedAt)) finished \(has(group.finishedAt))"
        }
        return "\(record.id) \(record.state) failure \(record.failure as Any) \(groups) "
            + "started \(has(record.startedAt)) finished \(has(record.finishedAt))"
    }

    private static func has(_ date: Date?) -> Bool { date != nil }
}
