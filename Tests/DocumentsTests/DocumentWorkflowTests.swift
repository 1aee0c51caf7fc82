import Documents
import Foundation
import Jobs
import Testing

@Suite struct DocumentWorkflowTests {
    private func request(sources: Int) -> DocumentRequest {
        DocumentRequest(
            id: WorkflowID(shard: 3), organization: "acme", requestedBy: "key_1", documentType: "CSR",
            templateID: "csr",
            sources: (0..<sources).map {
                Documents.SourceFile(path: "acme/in/\($0).pdf", name: "\($0).pdf", sha256: "00", size: 1)
            },
            documentSetKey: "set", documentSetName: "Set", outputName: "report", priority: .high, deadline: 60,
            metadata: ["a": "b"], createdAt: Date(timeIntervalSince1970: 0))
    }

    @Test func everySourceIsReadInParallelAndTheStagesFollowInOrder() throws {
        let request = request(sources: 3)
        let workflow = try DocumentWorkflow.workflow(for: request)
        try workflow.validate()
        #expect(workflow.id == request.id && workflow.tenant == "acme" && workflow.deadline == .seconds(60))
        #expect(
            workflow.nodes.map(\.name) == [
                "extract-1", "extract-2", "extract-3", "classify", "rules", "generate", "finalize",
            ])
        #expect(workflow.nodes.prefix(3).allSatisfy { $0.after.isEmpty && $0.group == "extract" })
        #expect(workflow.nodes[3].after == ["extract-1", "extract-2", "extract-3"])
        #expect(workflow.nodes.dropFirst(4).map(\.after) == [["classify"], ["rules"], ["generate"]])
        #expect(workflow.nodes.allSatisfy { $0.job.queue == $0.group && $0.job.priority == .high })
        #expect(workflow.failurePolicy == .cancelDependents && workflow.onEnd?.name == "document.ended")
    }
}
