import Documents
import Jobs

/// Cancels, retries and deletes documents.
struct DocumentChanges: Sendable {
    let services: APIServices
    let intake: DocumentIntake

    private var finder: DocumentFinder { DocumentFinder(services: services) }

    /// - Throws: ``Problem``: 404, or 409 when it has ended.
    func cancel(_ id: String, by caller: Caller) async throws -> FoundDocument {
        let document = try await finder.find(id, organization: caller.organization)
        let reason = JobFailure(code: "cancelled", message: "Cancelled by \(caller.spokenName)")
        guard document.ending == nil,
            try await services.broker.cancel(workflow: document.record.id, reason: reason) == .done
        else {
            throw Problem.conflict("finished", "The document has ended.", location: document.statusPath)
        }
        return document
    }

    /// Lets a document that failed go on where it stopped, under the same id.
    ///
    /// The ending is taken away first: until the workflow runs again its own record answers for it, and a workflow
    /// that ends at once writes its new ending after that, not before.
    ///
    /// - Throws: ``Problem``: 404, or 409 when it is complete or still being made.
    func retry(_ id: String, by caller: Caller, trace: [String: String]) async throws -> FoundDocument {
        let document = try await finder.find(id, organization: caller.organization)
        let record = document.record
        guard StatusView(document).status == .failed else {
            throw Problem.conflict(
                "not_failed", "Only a failed document can be retried.", location: document.statusPath)
        }
        try await services.records.setEnding(nil, of: record.id, organization: caller.organization)
        do {
            try await resume(document, trace: trace)
        } catch {
            // Without its ending the record would say that the document never reached the queue.
            try? await services.records.setEnding(record.ending, of: record.id, organization: caller.organization)
            throw error
        }
        return document
    }

    private func resume(_ document: FoundDocument, trace: [String: String]) async throws {
        let record = document.record
        let deadline = Duration.seconds(record.request.deadline)
        switch try await services.broker.resume(workflow: record.id, deadline: deadline) {
        case .done: break
        case .notFound: try await services.broker.enqueue(try intake.workflow(for: record.request, trace: trace))
        case .wrongState:
            throw Problem.conflict("not_failed", "The document is being made again.", location: document.statusPath)
        }
    }

    /// Removes the record, then the outputs that no other document shares.
    ///
    /// - Throws: ``Problem``: 404, or 409 while it is being made.
    func delete(_ id: String, by caller: Caller) async throws {
        let document = try await finder.find(id, organization: caller.organization)
        guard document.ending != nil || document.workflow == nil else {
            throw Problem.conflict(
                "not_finished", "The document is being made; cancel it first.", location: document.statusPath)
        }
        try await services.records.delete(document.record.id, organization: caller.organization)
        guard let product = document.ending?.product else { return }
        try await DocumentOutputs(services: services).remove(product, organization: caller.organization)
    }
}
