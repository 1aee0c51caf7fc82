import Documents
import Foundation
import Jobs
import ServiceLifecycle

/// Reads the status of a document, at once or when it has ended.
struct StatusWatch: Sendable {
    let services: APIServices
    let options: APIOptions

    /// A watcher looks at most so often, however often it is woken.
    private static let pause = Duration.milliseconds(100)

    /// - Parameter wait: how long to wait for the end; cut at the longest that is allowed, and by a shutdown.
    /// - Throws: ``Problem`` 404.
    func status(of id: String, organization: String, wait: Duration) async throws -> StatusAnswer {
        guard let id = WorkflowID(id) else { throw DocumentFinder.missing(id) }
        let end = ContinuousClock.now + min(wait, options.longestWait)
        while true {
            let answer = try await look(id, organization)
            let rest = end - ContinuousClock.now
            guard answer.view.status == .generating, let revision = answer.revision, rest > .zero else {
                return answer
            }
            guard try await change(of: id, after: revision, atMost: rest) else { return answer }
        }
    }

    /// One look: while it is being made, one record of the queue tells it all.
    private func look(_ id: WorkflowID, _ organization: String) async throws -> StatusAnswer {
        let workflow = try await services.broker.record(ofWorkflow: id)
        if let workflow, !workflow.state.isTerminal {
            guard workflow.tenant == organization else { throw DocumentFinder.missing(id) }
            return StatusAnswer(view: StatusView(workflow), revision: workflow.revision)
        }
        let finder = DocumentFinder(services: services)
        let document = try await finder.find(id.description, organization: organization)
        let revision = (document.ending?.workflow ?? document.workflow)?.revision
        return StatusAnswer(view: StatusView(document), revision: revision)
    }

    /// False when the server is shutting down: then the client is told what is known now.
    private func change(of id: WorkflowID, after revision: Int, atMost limit: Duration) async throws -> Bool {
        let pause = min(Self.pause, limit)
        let broker = services.broker
        do {
            try await cancelWhenGracefulShutdown {
                let next = ContinuousClock.now + pause
                try await broker.waitForChange(of: id, after: revision, atMost: limit)
                try await Task.sleep(until: next)
            }
            return true
        } catch  where Task.isShuttingDownGracefully && !Task.isCancelled {
            return false
        }
    }
}
