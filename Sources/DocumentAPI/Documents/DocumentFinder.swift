import Documents
import Foundation
import Jobs

/// Finds the documents of an organization; another's are as if they were not there.
struct DocumentFinder: Sendable {
    let services: APIServices

    /// - Throws: ``Problem`` 404.
    func find(_ id: String, organization: String) async throws -> FoundDocument {
        guard let id = WorkflowID(id),
            let record = try await services.records.document(id, organization: organization)
        else { throw Self.missing(id) }
        return try await complete(record)
    }

    /// Adds what the queue knows of a document.
    func complete(_ record: DocumentRecord) async throws -> FoundDocument {
        let workflow = try await services.broker.record(ofWorkflow: record.id)
        return FoundDocument(record: record, workflow: workflow, ending: try await ending(of: record, workflow))
    }

    /// How a document ended; nil while it is being made.
    ///
    /// The queue's record is the truth as long as it is there. The ending is written down by a job of its own some
    /// moments after the end, so until then it is put together from what that job will read.
    private func ending(
        of record: DocumentRecord, _ workflow: WorkflowRecord?
    ) async throws -> DocumentRecord.Ending? {
        guard let workflow else { return record.ending }
        guard workflow.state.isTerminal else { return nil }
        if let ending = record.ending, ending.workflow?.revision == workflow.revision { return ending }
        let results = try await services.broker.results(of: workflow.id)
        let product = try results[Self.lastNode].map { try JSONCoding.decode(FinishedDocument.self, from: $0) }
        return DocumentRecord.Ending(
            state: workflow.state, failure: workflow.failure, finishedAt: workflow.finishedAt ?? Date(),
            product: product, workflow: workflow)
    }

    /// The node whose result is the finished document.
    private static let lastNode = "finalize"

    static func missing(_ id: some CustomStringConvertible) -> Problem {
        Problem.notFound("There is no document \(String(id.description.prefix(64))).")
    }
}
