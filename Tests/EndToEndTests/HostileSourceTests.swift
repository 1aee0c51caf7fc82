import Foundation
import Jobs
import NIOCore
import NIOHTTP1
import Testing

@Suite("Hostile sources end as clear failures, and the worker lives on")
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
        let document = try #require(
            try JSONSerialization.jsonObject(with: Data(request.body.readableBytesView)) as? [String: String])
        let ending = try await service.ending(of: try #require(document["task_id"]), within: .seconds(150))
        #expect(ending.status == "Failed")
        return ending.error ?? ""
    }

    @Test("each is refused by its name, and a good document is made afterwards by the same worker")
    func refused() async throws {
        try await Installation.run { installation in
            let worker = try await installation.startWorker()
            let files: [(String, [UInt8])] = [
                ("empty.pdf", []),
                ("picture.pdf", [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + Array(repeating: 0, count: 100)),
                ("truncated.pdf", Array("%PDF-1.7\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n".utf8)),
                ("archive.docx", Array("PK\u{3}\u{4}".utf8) + Array(repeating: 0x41, count: 500)),
            ]
            for (name, bytes) in files {
                #expect(try await refusal(of: name, bytes, by: installation.service).contains(name))
            }
            let path = try await installation.service.upload("notes.txt", EndToEndTests.source)
            let document = try await installation.service.generate("generic", [path])
            #expect(try await installation.service.ending(of: document).status == "Complete")
            #expect(
                try await installation.inspect { try await $0.workers().map { Int32($0.pid) } } == [worker.processID])
        }
    }
}
