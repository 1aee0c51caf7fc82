import Foundation
import Jobs
import NIOCore
import NIOHTTP1
import Testing

@Suite("Hostile sources end as clear failures, and the worker lives on", .timeLimit(.minutes(3)))
struct HostileSourceTests {
    /// Whichever looks first refuses it: the upload, the request, or the first stage.
    private func refusal(of name: String, _ bytes: [UInt8], by service: Service) async throws -> String {
        let upload = try await service.call(
            .PUT, "/api/v1/files/study/\(name)", body: .init(bytes: bytes), type: "application/octet-stream")
        guard upload.status == 200 else { return String(buffer: upload.body) }
        let body = try JSONSerialization.data(
            withJSONObject: ["document_type": "generic", "file_paths": ["acme/study/\(name)"]])
        let request = try await service.call(.POST, "/api/v1/documents/generate", body: .init(bytes: body))
        guard request.status == 202 else { return String(buffer: request.body) }
        let document = try request.decoded(Service.Accepted.self).task
        let ending = try await service.ending(of: document, within: .seconds(150))
        #expect(ending.status == "Failed")
        return ending.error ?? ""
    }

    @Test("each is refused by its name, and a good document is made afterwards by the same worker")
    func refused() async throws {
        try await Installation.run { installation in
            let worker = try await installation.startWorker()
            for (name, bytes) in try await hostileFiles(in: installation.directory) {
                #expect(try await refusal(of: name, bytes, by: installation.service).contains(name), "\(name)")
            }
            let path = try await installation.service.upload("notes.txt", EndToEndTests.source)
            let document = try await installation.service.generate("generic", [path])
            #expect(try await installation.service.ending(of: document).status == "Complete")
            let workers = try await installation.inspect { try await $0.workers().map { Int32($0.pid) } }
            #expect(workers == [worker.processID])
        }
    }

    private func hostileFiles(in directory: URL) async throws -> [(String, [UInt8])] {
        let study = directory.appending(path: "study")
        try await SampleStudy.make(in: study)
        let protocolFile = study.appending(path: "protocol.pdf")
        let encrypted = directory.appending(path: "encrypted.pdf")
        try await SampleStudy.encrypt(protocolFile, to: encrypted)
        let bomb = directory.appending(path: "bomb.docx")
        try await SampleStudy.makeBomb(bomb)
        let whole = [UInt8](try Data(contentsOf: protocolFile))
        let picture: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 0, count: 100)
        return [
            ("encrypted.pdf", [UInt8](try Data(contentsOf: encrypted))),
            ("truncated.pdf", Array(whole.prefix(whole.count / 3))),
            ("empty.pdf", []),
            ("picture.pdf", picture),
            ("bomb.docx", [UInt8](try Data(contentsOf: bomb))),
            ("archive.docx", Array("PK\u{3}\u{4}".utf8) + Array(repeating: 0x41, count: 500)),
        ]
    }
}
