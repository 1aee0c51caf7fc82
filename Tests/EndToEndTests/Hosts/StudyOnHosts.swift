import Foundation
import Jobs
import NIOCore
import NIOHTTP1
import ObjectStore
import Outbound
import Synchronization
import Testing

/// The sample study sent through the hosts again and again, each time for an organization of its own, and what must be
/// the same of all its documents.
final class StudyOnHosts: Sendable {
    struct Document: Sendable {
        var id: String
        var organization: String
        var service: Service
    }

    /// What is compared of a document, whoever made it under whatever faults: the digests of what its first three stages
    /// left, and its text. Later ones hold the time of the request.
    struct Content: Equatable {
        var stages: [String: String]
        var text: String
    }

    private let hosts: SeveralHosts
    private let sources: [URL]
    private let documents = Mutex<[Document]>([])

    init(_ hosts: SeveralHosts) async throws {
        self.hosts = hosts
        let directory = hosts.directory.appending(path: "study")
        try await SampleStudy.make(in: directory)
        sources = try FileManager.default.contentsOfDirectory(at: directory, includingPropertiesForKeys: nil)
            .sorted { $0.path < $1.path }
    }

    /// Uploads the sources and asks for a report.
    func submit(as organization: String) async throws -> Document {
        let service = try await hosts.service(for: organization)
        var paths: [String] = []
        for source in sources {
            paths.append(try await service.upload(source.lastPathComponent, [UInt8](try Data(contentsOf: source))))
        }
        let id = try await service.generate("CSR", paths, formats: ["docx", "md"])
        hosts.log.note("asked for \(id) as \(organization)")
        let document = Document(id: id, organization: organization, service: service)
        documents.withLock { $0.append(document) }
        return document
    }

    func complete(_ document: Document) async throws {
        let ending = try await document.service.ending(of: document.id)
        #expect(ending.status == "Complete", "\(document.organization): \(ending)")
        hosts.log.note("\(document.id) of \(document.organization) is \(ending.status)")
    }

    /// That every document has each of its jobs done once, and the same content.
    func checkAll() async throws {
        let documents = documents.withLock { $0 }
        var contents: [Content] = []
        var count = 0
        for document in documents {
            let jobs = try await jobs(of: document)
            #expect(jobs.count == sources.count + 4 && jobs.allSatisfy { $0.state == .succeeded }, "\(jobs)")
            // And the one that notes its end.
            count += jobs.count + 1
            contents.append(try await content(of: document))
        }
        #expect(contents.allSatisfy { $0 == contents[0] })
        #expect(contents[0].stages.count == sources.count + 2 && !contents[0].text.isEmpty)
        // Redis counts an end when it takes it: one for each job of each document, and no other.
        let stats = try await hosts.inspect { try await $0.stats() }
        #expect(stats.succeeded == count)
        #expect(stats.dead == 0 && stats.pending == 0 && stats.active == 0)
        hosts.log.note(
            "\(documents.count) documents are complete: \(count) jobs, \(stats.succeeded) ends taken, "
                + "\(stats.reclaimed) reclaimed, \(stats.retried) retried, the same content in all")
    }

    func jobs(of document: Document) async throws -> [JobRecord] {
        let id = try #require(WorkflowID(document.id))
        return try await hosts.inspect { try await $0.jobs(ofWorkflow: id) }
    }

    /// All that lies in the store for these organizations, and what the API says of their documents.
    func published(_ organizations: [String]) async throws -> [String] {
        var found: [String] = []
        for organization in organizations {
            found += try await hosts.withStore { store in
                try await store.list(prefix: "artifacts/\(organization)/", after: nil, limit: 1000)
                    .map { "\($0.key) \($0.size) \($0.sha256)" }
            }
        }
        for document in documents.withLock({ $0 }) where organizations.contains(document.organization) {
            let view = try await document.service.call(.GET, "/api/v1/documents/\(document.id)")
            found.append(String(buffer: view.body))
            found.append(String(buffer: try await document.service.content(of: document.id, format: "manifest").body))
        }
        return found
    }

    func wait(_ what: String, until condition: () throws -> Bool) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while try !condition() {
            try #require(ContinuousClock.now < end, "\(what) does not come")
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func content(of document: Document) async throws -> Content {
        struct Result: Decodable {
            struct Artifact: Decodable { var sha256: String }
            var artifact: Artifact
        }
        var stages: [String: String] = [:]
        let id = try #require(WorkflowID(document.id))
        for (node, result) in try await hosts.results(of: id) where node != "generate" && node != "finalize" {
            stages[node] = try JSONDecoder().decode(Result.self, from: Data(result)).artifact.sha256
        }
        let text = String(buffer: try await document.service.content(of: document.id, format: "md").body)
        return Content(stages: stages, text: text)
    }
}
