import ArgumentParser
import Benchmarking
import Documents
import Foundation
import Jobs
import JobsRedis

/// Hands over documents of one source, all at once: nothing is taken before the last is there.
struct BenchDocuments: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "documents", abstract: "Enqueues the workflows of documents, for workers of stages.")

    @OptionGroup var connection: BenchConnection
    @Option(help: "How many.") var count = 128

    func run() async throws {
        try await connection.withBroker { broker, _ in
            let first = Stage.extract.rawValue
            _ = try await broker.pause(queue: first)
            for _ in 0..<count {
                let request = Self.request(broker.makeID(tenant: "bench"))
                try await broker.enqueue(try DocumentWorkflow.workflow(for: request))
            }
            _ = try await broker.resume(queue: first)
            try report(["documents": Double(count)])
        }
    }

    static func request(_ id: WorkflowID) -> DocumentRequest {
        DocumentRequest(
            id: id, organization: "bench", requestedBy: "bench", documentType: "CSR", templateID: "csr",
            sources: [SourceFile(path: "bench/study/source.txt", name: "source.txt", sha256: "", size: 0)],
            documentSetKey: "", documentSetName: "", outputName: "report", createdAt: Date())
    }
}
