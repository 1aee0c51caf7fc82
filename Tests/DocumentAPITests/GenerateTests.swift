import DocumentAPI
import Documents
import Foundation
import HTTPTypes
import HummingbirdTesting
import Jobs
import NIOCore
import ObjectStore
import Testing

@Suite struct GenerateTests {
    private let path = "/api/v1/documents/generate"

    @Test func aRequestIsAcceptedAtOnceAndQueued() async throws {
        try await TestAPI().run { api, client in
            try await api.addSource("acme/input/a.txt")
            let answer = try await client.send(.post, path, key: api.writer, body: try api.body())
            #expect(answer.status == .accepted)
            let id = try #require(answer.text("task_id").flatMap(WorkflowID.init))
            #expect(answer.headers[.location] == "/api/v1/documents/status/\(id)")
            #expect(answer.headers[.retryAfter] == "1")
            #expect(answer.text("message")?.isEmpty == false)
            let record = try #require(try await api.records.document(id, organization: "acme"))
            #expect(record.request.templateID == "csr" && record.request.documentSetKey == id.description)
            #expect(record.request.sources.map(\.name) == ["a.txt"] && record.request.sources[0].sha256.count == 64)
            #expect(try await api.broker.record(ofWorkflow: id)?.tenant == "acme")
        }
    }

    @Test func bothNamesOfAFieldAreTaken() async throws {
        try await TestAPI().run { api, client in
            let aliased = try await client.generate(
                api,
                [
                    "generic_mrt_id": "csr", "connector_data_id": "set-1", "workspace_name": "Pilot",
                    "output_name": "CSR_Final.docx",
                ])
            let named = try await client.generate(
                api,
                [
                    "template_id": "csr", "document_set_key": "set-1", "document_set_name": "Pilot",
                    "output_name": "CSR_Final",
                ])
            var requests: [DocumentRequest] = []
            for id in [aliased, named] {
                let id = try #require(WorkflowID(id))
                requests.append(try #require(try await api.records.document(id, organization: "acme")).request)
            }
            for request in requests {
                #expect(request.templateID == "csr" && request.documentSetKey == "set-1")
                #expect(request.documentSetName == "Pilot" && request.outputName == "CSR_Final")
            }
        }
    }

    @Test func everyFaultIsToldWithItsPointer() async throws {
        try await TestAPI().run { api, client in
            let body = try api.body([
                "document_type": 7, "file_paths": ["", 3], "formats": ["docx", "exe"], "priority": "urgent",
                "citations": "loud", "deadline_s": 0, "webhook": ["secret": "x"], "metadata": ["a/b": 1],
                "output_name": "../x", "generic_mrt_outline_full": "none",
            ])
            let answer = try await client.send(.post, path, key: api.writer, body: body)
            #expect(answer.status == .unprocessableContent)
            #expect(answer.headers[.contentType] == "application/problem+json")
            #expect(answer.json["status"] == nil && answer.text("code") == "invalid")
            #expect(
                Set(answer.pointers) == [
                    "/document_type", "/file_paths/0", "/file_paths/1", "/formats/1", "/priority", "/citations",
                    "/deadline_s", "/webhook/url", "/metadata/a~1b", "/output_name", "/generic_mrt_outline_full",
                ])
            #expect(await api.records.count == 0)
        }
    }

    @Test func missingFieldsAreNamed() async throws {
        try await TestAPI().run { api, client in
            let answer = try await client.send(.post, path, key: api.writer, body: ByteBuffer(string: "{}"))
            #expect(answer.pointers == ["/document_type", "/file_paths"])
        }
    }

    @Test func aBlankTextIsTheSameAsNone() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(
                api, ["template_id": "", "generic_mrt_id": "generic", "output_name": " ", "webhook": ""])
            let record = try await api.records.document(try #require(WorkflowID(id)), organization: "acme")
            #expect(record?.request.templateID == "generic" && record?.request.outputName == "CSR")
            #expect(record?.request.webhook == nil)
            let answer = try await client.send(
                .post, path, key: api.writer, body: try api.body(["document_type": " "]))
            #expect(answer.pointers == ["/document_type"])
        }
    }

    @Test(arguments: ["", "[]", "{", "null", "\"x\""])
    func aBodyThatIsNoObjectIsRefused(_ text: String) async throws {
        try await TestAPI().run { api, client in
            let answer = try await client.send(.post, path, key: api.writer, body: ByteBuffer(string: text))
            #expect(answer.status == .unprocessableContent && answer.pointers == [""])
        }
    }

    @Test func unknownFieldsAreIgnoredWithAWarningAndRefusedWhenAsked() async throws {
        try await TestAPI().run { api, client in
            try await api.addSource("acme/input/a.txt")
            let body = try api.body(["colour": "red"])
            let lenient = try await client.send(.post, path, key: api.writer, body: body)
            #expect(lenient.status == .accepted)
            let id = try #require(lenient.text("task_id"))
            let status = try await client.send(.get, "/api/v1/documents/status/\(id)", key: api.writer)
            #expect((status.json["warnings"] as? [String])?.first?.contains("colour") == true)
            let prefer = try #require(HTTPField.Name("Prefer"))
            let strict = try await client.send(
                .post, path, key: api.writer, headers: [prefer: "respond-async, handling=strict"], body: body)
            #expect(strict.status == .unprocessableContent && strict.pointers == ["/colour"])
        }
    }

    @Test func sourcesAreCheckedAndTheFileIsNamed() async throws {
        var api = TestAPI()
        api.options.fileLimit = 20
        try await api.run { api, client in
            try await api.addSource("acme/input/big.txt", "more than twenty characters")
            try await api.addSource("acme/input/image.pdf", "\u{89}PNG", format: nil)
            try await api.store.put(
                try #require(.init("acme/input/raw.png")), bytes: [0x89, 0x50, 0x4E, 0x47, 0x0D])
            try await api.addSource("other/input/secret.txt", "secret")
            let expected: [(String, HTTPResponse.Status)] = [
                ("acme/input/none.txt", .notFound), ("other/input/secret.txt", .forbidden),
                ("other/input/none.txt", .forbidden), ("acme/input/big.txt", .contentTooLarge),
                ("acme/input/raw.png", .unsupportedMediaType), ("s3://elsewhere/acme/a", .unprocessableContent),
                ("acme/../other/input/secret.txt", .unprocessableContent), ("a.txt", .unprocessableContent),
            ]
            for (file, status) in expected {
                let answer = try await client.send(
                    .post, path, key: api.writer, body: try api.body(["file_paths": [file]]))
                #expect(answer.status == status, "\(file)")
                #expect("\(answer.json)".contains(file), "\(file)")
            }
        }
    }

    @Test func aPathInTheConfiguredBucketIsTheKeyInIt() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api, ["file_paths": ["s3://sources/acme/input/a.txt"]])
            let record = try await api.records.document(try #require(WorkflowID(id)), organization: "acme")
            #expect(record?.request.sources.first?.path == "acme/input/a.txt")
        }
    }

    @Test func templateAndSectionsAreChecked() async throws {
        try await TestAPI().run { api, client in
            try await api.addSource("acme/input/a.txt")
            func send(_ more: [String: Any]) async throws -> Answer {
                try await client.send(.post, path, key: api.writer, body: try api.body(more))
            }
            #expect(try await send(["template_id": "none"]).status == .notFound)
            #expect(try await send(["document_type": "Poem"]).pointers == ["/document_type"])
            let sections = try await send(["selected_section_ids": ["12", "12.99"]])
            #expect(sections.pointers == ["/selected_section_ids/1"])
            let inline = try await send(["generic_mrt_outline_full": ["sections": [["title": "A"]]]])
            #expect(inline.status == .unprocessableContent)
            #expect(inline.pointers.contains("/generic_mrt_outline_full/document_type"))
        }
    }

    @Test func anInlineTemplateIsKeptWhole() async throws {
        try await TestAPI().run { api, client in
            let template: [String: Any] = [
                "document_type": "Memo", "sections": [["id": "s1", "level": 1, "title": "Summary"]],
            ]
            let id = try await client.generate(
                api, ["generic_mrt_outline_full": template, "selected_section_ids": ["s1"]])
            let record = try await api.records.document(try #require(WorkflowID(id)), organization: "acme")
            #expect(record?.request.inlineTemplate?.contains("Summary") == true)
        }
    }

    @Test func theTraceReachesEveryJob() async throws {
        try await TestAPI().run { api, client in
            try await api.addSource("acme/input/a.txt")
            let parent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"
            let headers: HTTPFields = [
                try #require(.init("X-Request-Id")): "req-1", try #require(.init("traceparent")): parent,
            ]
            let answer = try await client.send(
                .post, path, key: api.writer, headers: headers, body: try api.body())
            #expect(answer.headers[try #require(.init("X-Request-Id"))] == "req-1")
            let delivery = try #require(try await api.worker.take("extract"))
            #expect(delivery.metadata == ["request_id": "req-1", "traceparent": parent])
        }
    }

    @Test func aReaderMayNotGenerate() async throws {
        try await TestAPI().run { api, client in
            let answer = try await client.send(.post, path, key: api.reader, body: try api.body())
            #expect(answer.status == .forbidden && answer.text("code") == "forbidden")
        }
    }

    @Test(arguments: [BrokerError.unavailable("10.0.0.7 secret"), .refusesWrites("OOM secret")])
    func aQueueThatTakesNothingLeavesNothingBehind(_ error: BrokerError) async throws {
        try await TestAPI().run { api, client in
            try await api.addSource("acme/input/a.txt")
            api.broker.fail(with: error)
            let answer = try await client.send(.post, path, key: api.writer, body: try api.body())
            #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] == "5")
            #expect(!String(buffer: answer.body).contains("secret"))
            #expect(await api.records.count == 0)
        }
    }

    @Test func aBodyThatIsTooLargeIsRefused() async throws {
        var api = TestAPI()
        api.options.bodyLimit = 100
        try await api.run { api, client in
            let body = try api.body(["document_instructions": String(repeating: "x", count: 200)])
            let answer = try await client.send(.post, path, key: api.writer, body: body)
            #expect(answer.status == .contentTooLarge && answer.text("code") == "too_large")
        }
    }
}
