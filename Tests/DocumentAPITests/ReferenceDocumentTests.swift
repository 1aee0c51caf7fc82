import DocumentAPI
import Documents
import HTTPTypes
import HummingbirdTesting
import Jobs
import NIOCore
import ObjectStore
import Testing

@Suite struct ReferenceDocumentTests {
    private let path = "/api/v1/documents/generate"

    private static func template(_ reference: String) -> [String: Any] {
        ["document_type": "Note", "sections": [["title": "A"]], "reference_document": reference]
    }

    @Test func theRequestsReferenceDocumentWinsOverTheTemplates() async throws {
        try await TestAPI().run { api, client in
            try await api.addSource("acme/house/template.docx", "one", format: "docx")
            try await api.addSource("acme/house/request.docx", "two", format: "docx")
            let outline = Self.template("acme/house/template.docx")
            let ofTemplate = try await client.generate(api, ["generic_mrt_outline_full": outline])
            let ofRequest = try await client.generate(
                api,
                ["generic_mrt_outline_full": outline, "reference_document": "s3://sources/acme/house/request.docx"])
            for (id, name) in [(ofTemplate, "template.docx"), (ofRequest, "request.docx")] {
                let id = try #require(WorkflowID(id))
                let request = try await api.records.document(id, organization: "acme")?.request
                #expect(request?.referenceDocument?.name == name && request?.referenceDocument?.sha256.count == 64)
                let nodes = try await api.broker.record(ofWorkflow: id)?.groups.first { $0.name == "extract" }
                #expect(nodes?.total == 2)
            }
        }
    }

    @Test func itIsCheckedAsSourcesAreAndThePointerSaysWhereItIsNamed() async throws {
        var api = TestAPI()
        api.options.fileLimit = 30
        try await api.run { api, client in
            try await api.addSource("acme/input/a.txt")
            try await api.addSource("acme/house/notes.txt")
            try await api.addSource("acme/house/sniffed.docx", "text all the same", format: nil)
            try await api.addSource("acme/house/big.docx", "more than thirty characters by far", format: "docx")
            try await api.addSource("other/house/secret.docx", "secret", format: "docx")
            let expected: [(String, HTTPResponse.Status)] = [
                ("acme/house/none.docx", .notFound), ("other/house/secret.docx", .forbidden),
                ("acme/house/notes.txt", .unsupportedMediaType), ("acme/house/sniffed.docx", .unsupportedMediaType),
                ("acme/house/big.docx", .contentTooLarge), ("house.docx", .unprocessableContent),
                ("acme/../other/house/secret.docx", .unprocessableContent),
            ]
            for (file, status) in expected {
                for (more, pointer) in [
                    (["reference_document": file] as [String: Any], "/reference_document"),
                    (
                        ["generic_mrt_outline_full": Self.template(file)],
                        "/generic_mrt_outline_full/reference_document"
                    ),
                ] {
                    let answer = try await client.send(.post, path, key: api.writer, body: try api.body(more))
                    #expect(answer.status == status, "\(file)")
                    #expect(answer.pointers == [pointer], "\(file)")
                    #expect("\(answer.json)".contains(file), "\(file)")
                }
            }
            #expect(await api.records.count == 0)
        }
    }

    @Test func whatChangesNothingIsSaid() async throws {
        try await TestAPI().run { api, client in
            try await api.addSource("acme/input/a.txt")
            let answer = try await client.send(
                .post, path, key: api.writer,
                body: try api.body(["document_instructions": "Be brief.", "style_guide_id": "house"]))
            let warnings = answer.json["warnings"] as? [String] ?? []
            #expect(warnings.count == 2)
            #expect(warnings.first?.hasPrefix("document_instructions") == true)
            #expect(warnings.last?.hasPrefix("style_guide_id") == true)
        }
    }
}
