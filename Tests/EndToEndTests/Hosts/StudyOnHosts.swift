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
        var kind: Kind
        var organization: String
        var service: Service
    }

    enum Kind: String, CaseIterable {
        case report = "CSR"
        /// Of one source, and small, so that it does not take minutes on a slow link.
        case note = "generic"

        /// What it needs to be complete.
        var sources: [String] {
            switch self {
            case .report:
                [
                    "protocol.pdf", "t-14-1-1-disposition.docx", "t-14-1-2-demographics.docx",
                    "t-14-2-1-primary-endpoint.docx", "safety.xlsx", "narratives.txt",
                ]
            case .note: ["narratives.txt"]
            }
        }
    }

    /// What is compared of a document, whoever made it under whatever faults: the digests of what its first three stages
    /// left, and its text. Later ones hold the time of the request.
    struct Content: Equatable {
        var stages: [String: String]
        var text: String
    }

    private let hosts: SeveralHosts
    private let directory: URL
    private let documents = Mutex<[Document]>([])

    init(_ hosts: SeveralHosts) async throws {
        self.hosts = hosts
        directory = hosts.directory.appending(path: "study")
        try await SampleStudy.make(in: directory)
    }

    /// Uploads the sources and asks for a document.
    func submit(_ kind: Kind = .report, as organization: String) async throws -> Document {
        let service = try await hosts.service(for: organization)
        var paths: [String] = []
        for name in kind.sources {
            let source = try Data(contentsOf: directory.appending(path: name))
            paths.append(try await service.upload(name, [UInt8](source)))
        }
        let id = try await service.generate(kind.rawValue, paths, formats: ["md"])
        hosts.log.note("asked for \(id), a \(kind.rawValue), as \(organization)")
        let document = Document(id: id, kind: kind, organization: organization, service: service)
        documents.withLock { $0.append(document) }
        return document
    }

    /// A whole and valid body that asks for one more document, which no test sends to an API that could accept it.
    var request: ByteBuffer {
        ByteBuffer(string: #"{"document_type": "generic", "file_paths": ["away/study/protocol.pdf"]}"#)
    }

    func complete(_ document: Document) async throws {
        let ending = try await document.service.ending(of: document.id, within: .seconds(120))
        #expect(ending.status == "Complete", "\(document.organization): \(ending)")
        hosts.log.note("\(document.id) of \(document.organization) is \(ending.status)")
    }

    /// That every document has each of its jobs done once, and the same content.
    func checkAll() async throws {
        let documents = documents.withLock { $0 }
        var count = 0
        for document in documents {
            let jobs = try await jobs(of: document)
            #expect(jobs.count == document.kind.sources.count + 4 && jobs.allSatisfy { $0.state == .succeeded })
            // And the one that notes its end.
            count += jobs.count + 1
        }
        for kind in Kind.allCases {
            var contents: [Content] = []
            for document in documents where document.kind == kind { contents.append(try await content(of: document)) }
            try #require(contents.count > 1)
            #expect(contents.allSatisfy { $0 == contents[0] })
            #expect(contents[0].stages.count == kind.sources.count + 2 && !contents[0].text.isEmpty)
        }
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
