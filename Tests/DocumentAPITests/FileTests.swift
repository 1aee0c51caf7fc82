import DocumentAPI
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import ObjectStore
import Testing

@Suite struct FileTests {
    /// A form as Python's requests writes it.
    private func form(_ parts: [(name: String, fileName: String?, text: String)]) -> (HTTPFields, ByteBuffer) {
        var body = ""
        for part in parts {
            body += "--b0undary\r\nContent-Disposition: form-data; name=\"\(part.name)\""
            if let fileName = part.fileName {
                body += "; filename=\"\(fileName)\"\r\nContent-Type: application/octet-stream"
            }
            body += "\r\n\r\n\(part.text)\r\n"
        }
        return ([.contentType: "multipart/form-data; boundary=b0undary"], ByteBuffer(string: body + "--b0undary--\r\n"))
    }

    private func upload(
        _ client: any TestClientProtocol, _ key: String, _ parts: [(name: String, fileName: String?, text: String)]
    ) async throws -> Answer {
        let (headers, body) = form(parts)
        return try await client.send(.post, "/api/v1/files/upload", key: key, headers: headers, body: body)
    }

    @Test(arguments: [[0, 1, 2], [2, 1, 0], [1, 2, 0], [2, 0, 1]])
    func aFormIsTakenWhateverTheOrderOfItsFields(_ order: [Int]) async throws {
        try await TestAPI().run { api, client in
            let parts: [(name: String, fileName: String?, text: String)] = [
                ("file_name", nil, "Protokoll ä.pdf"), ("container", nil, "input"),
                ("file_content", "p.pdf", "%PDF-1.4\r\n--b0undar\r\nend"),
            ]
            let answer = try await upload(client, api.writer, order.map { parts[$0] })
            #expect(answer.status == .ok, "\(answer.json)")
            #expect(answer.text("file_path") == "acme/input/Protokoll ä.pdf")
            #expect(answer.text("format") == "pdf" && answer.json["size"] as? Int == 24)
            #expect(answer.text("message") != nil && answer.text("sha256")?.count == 64)
            let info = try await api.store.head(try #require(ObjectKey("acme/input/Protokoll ä.pdf")))
            #expect(info?.metadata["format"] == "pdf")
            #expect(try await api.store.list(prefix: "staging/", after: nil, limit: 10).isEmpty)
        }
    }

    @Test func whatIsWrongWithAFormIsTold() async throws {
        try await TestAPI().run { api, client in
            let empty = try await upload(client, api.writer, [("container", nil, "input")])
            #expect(empty.pointers == ["/file_content"])
            let bad = try await upload(
                client, api.writer, [("file_content", "../x", "text"), ("container", nil, "a/b")])
            #expect(bad.pointers == ["/container", "/file_name"])
            #expect(try await api.store.list(prefix: "", after: nil, limit: 10).isEmpty)
            let broken = try await client.send(
                .post, "/api/v1/files/upload", key: api.writer,
                headers: [.contentType: "multipart/form-data; boundary=b0undary"],
                body: ByteBuffer(string: "--b0undary\r\nContent-Disposition: form-data; name=\"container\"\r\n\r\ninp"))
            #expect(broken.status == .unprocessableContent)
            let plain = try await client.send(
                .post, "/api/v1/files/upload", key: api.writer, headers: [.contentType: "text/plain"],
                body: ByteBuffer(string: "x"))
            #expect(plain.status == .unsupportedMediaType)
        }
    }

    @Test func whatAFileIsIsToldByItsContent() async throws {
        try await TestAPI().run { api, client in
            let image = try await client.send(
                .put, "/api/v1/files/input/scan.pdf", key: api.writer,
                body: ByteBuffer(bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A]))
            #expect(image.status == .unsupportedMediaType)
            #expect(image.text("detail") == "scan.pdf is a PNG image.")
            let empty = try await client.send(.put, "/api/v1/files/input/a.txt", key: api.writer)
            #expect(empty.status == .unsupportedMediaType)
            #expect(try await api.store.list(prefix: "acme/", after: nil, limit: 10).isEmpty)
        }
    }

    @Test func aRawBodyIsPutListedFetchedAndDeleted() async throws {
        try await TestAPI().run { api, client in
            let uri = "/api/v1/files/input/Plan%20%C3%A4.txt"
            let put = try await client.send(.put, uri, key: api.writer, body: ByteBuffer(string: "some text"))
            #expect(put.status == .ok && put.text("file_path") == "acme/input/Plan ä.txt")
            let list = try await client.send(.get, "/api/v1/files/input", key: api.reader)
            let file = try #require(list.list("files").first)
            #expect(file["name"] as? String == "Plan ä.txt" && file["url"] as? String == uri)
            let fetched = try await client.send(.get, uri, key: api.reader, headers: [.range: "bytes=5-"])
            #expect(fetched.status == .partialContent && String(buffer: fetched.body) == "text")
            #expect(fetched.headers[.contentType] == "text/plain")
            #expect(try await client.send(.get, uri, key: api.stranger).status == .notFound)
            #expect(try await client.send(.delete, uri, key: api.stranger).status == .notFound)
            #expect(try await client.send(.delete, uri, key: api.reader).status == .forbidden)
            #expect(try await client.send(.delete, uri, key: api.writer).status == .noContent)
            #expect(try await client.send(.get, uri, key: api.reader).status == .notFound)
        }
    }

    @Test func aListOfFilesIsPaged() async throws {
        try await TestAPI().run { api, client in
            for name in ["c", "a", "b"] { try await api.addSource("acme/input/\(name).txt") }
            try await api.addSource("acme/inputs/d.txt")
            func names(_ query: String) async throws -> ([String], String?) {
                let answer = try await client.send(.get, "/api/v1/files/input?\(query)", key: api.reader)
                return (answer.list("files").compactMap { $0["name"] as? String }, answer.text("next_cursor"))
            }
            let (first, cursor) = try await names("limit=2")
            #expect(first == ["a.txt", "b.txt"] && cursor == "b.txt")
            #expect(try await names("limit=2&cursor=b.txt").0 == ["c.txt"])
        }
    }

    @Test(arguments: [
        "/api/v1/files/input/..%2F..%2Fother", "/api/v1/files/..%2Fother/a.txt", "/api/v1/files/a/%2Ehidden",
    ])
    func noNameLeadsElsewhere(_ uri: String) async throws {
        try await TestAPI().run { api, client in
            let answer = try await client.send(.put, uri, key: api.writer, body: ByteBuffer(string: "x"))
            #expect(answer.status == .unprocessableContent)
            #expect(try await api.store.list(prefix: "", after: nil, limit: 10).isEmpty)
        }
    }

    @Test func aFileThatIsTooLargeIsRefusedAndLeavesNothing() async throws {
        var api = TestAPI()
        api.options.fileLimit = 100_000
        try await api.run { api, client in
            let text = String(repeating: "x", count: 150_000)
            let put = try await client.send(
                .put, "/api/v1/files/input/a.txt", key: api.writer, body: ByteBuffer(string: text))
            #expect(put.status == .contentTooLarge)
            let form = try await upload(
                client, api.writer,
                [("file_name", nil, "a.txt"), ("container", nil, "input"), ("file_content", "a", text)])
            #expect(form.status == .contentTooLarge && "\(form.json)".contains("a.txt"))
            #expect(try await api.store.list(prefix: "", after: nil, limit: 10).isEmpty)
        }
    }
}
