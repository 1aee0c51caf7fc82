import Documents
import Foundation
import HTTPTypes
import HummingbirdTesting
import Jobs
import NIOCore
import ObjectStore
import Testing

@Suite struct DocumentTests {
    private func path(_ id: String, _ more: String = "") -> String { "/api/v1/documents/\(id)\(more)" }

    /// A finished document's id.
    private func finished(_ api: TestAPI, _ client: any TestClientProtocol) async throws -> String {
        let id = try await client.generate(api, ["formats": ["docx", "pdf"]])
        try await api.worker.runToTheEnd(try JSONCoding.encode(try await FinishedDocument.sample(in: api.store)))
        return id
    }

    @Test func aFinishedDocumentShowsSectionsSourcesAndOutputs() async throws {
        try await TestAPI().run { api, client in
            let id = try await finished(api, client)
            let answer = try await client.send(.get, path(id), key: api.reader)
            let document = answer.object("document")
            #expect(document["document_id"] as? String == id && document["status"] as? String == "Complete")
            let section = try #require((document["sections"] as? [[String: Any]])?.first)
            #expect(section["section_id"] as? String == "12")
            #expect((section["citations"] as? [[String: Any]])?.first?["page"] as? Int == 3)
            #expect((document["sources"] as? [[String: Any]])?.first?["path"] as? String == "acme/input/a.txt")
        }
    }

    @Test func theFileItselfIsSentToWhoAcceptsIt() async throws {
        try await TestAPI().run { api, client in
            let id = try await finished(api, client)
            let wishes = [
                "application/pdf": "application/pdf", "*/*": "application/json",
                "text/plain;q=0.9, application/pdf;q=0.5, application/json;q=0.8": "application/json",
                "application/json;q=0.1, application/pdf": "application/pdf",
            ]
            for (accept, type) in wishes {
                let answer = try await client.send(.get, path(id), key: api.reader, headers: [.accept: accept])
                #expect(answer.headers[.contentType] == type, "\(accept)")
            }
        }
    }

    @Test func contentComesWithNameTagAndWholeOrInPart() async throws {
        try await TestAPI().run { api, client in
            let uri = path(try await finished(api, client), "/content?format=docx")
            func get(_ headers: HTTPFields) async throws -> Answer {
                try await client.send(.get, uri, key: api.reader, headers: headers)
            }
            let whole = try await get([:])
            #expect(String(buffer: whole.body) == "the DOCX file" && whole.headers[.acceptRanges] == "bytes")
            #expect(
                whole.headers[.contentDisposition]
                    == "attachment; filename=\"Bericht _.docx\"; filename*=UTF-8''Bericht%20%C3%84.docx")
            let tag = try #require(whole.headers[.eTag])
            #expect(tag.count == 66 && !tag.hasPrefix("W/"))
            #expect(try await get([.ifNoneMatch: "\"x\", \(tag)"]).status == .notModified)
            let parts: [(String, String, String)] = [
                ("bytes=0-2", "the", "bytes 0-2/13"), ("bytes=4-", "DOCX file", "bytes 4-12/13"),
                ("bytes=-4", "file", "bytes 9-12/13"), ("bytes=9-99", "file", "bytes 9-12/13"),
            ]
            for (range, text, field) in parts {
                let part = try await get([.range: range])
                #expect(part.status == .partialContent && String(buffer: part.body) == text, "\(range)")
                #expect(part.headers[.contentRange] == field)
            }
            #expect(try await get([.range: "bytes=13-"]).status == .rangeNotSatisfiable)
            #expect(try await get([.range: "bytes=0-1,3-4"]).status == .ok)
            #expect(try await get([.range: "bytes=0-2", .ifRange: "\"old\""]).status == .ok)
            #expect(try await get([.range: "bytes=0-2", .ifRange: tag]).status == .partialContent)
        }
    }

    @Test func theManifestIsAPartOfTheContent() async throws {
        try await TestAPI().run { api, client in
            let id = try await finished(api, client)
            let manifest = try await client.send(.get, path(id, "/content?format=manifest"), key: api.reader)
            #expect(manifest.object("content")["sections"] != nil)
            let none = try await client.send(.get, path(id, "/content?format=html"), key: api.reader)
            #expect(none.status == .notFound)
            let bad = try await client.send(.get, path(id, "/content?format=exe"), key: api.reader)
            #expect(bad.status == .unprocessableContent)
        }
    }

    @Test func contentThatIsNotThereYetIsAConflictThatNamesTheStatus() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let answer = try await client.send(.get, path(id, "/content"), key: api.reader)
            #expect(answer.status == .conflict && answer.text("code") == "not_finished")
            #expect(answer.text("status_url") == "/api/v1/documents/status/\(id)")
            let view = try await client.send(.get, path(id), key: api.reader)
            #expect(view.object("document")["status"] as? String == "Generating")
        }
    }

    @Test func aFailedDocumentsDraftIsServed() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let draft = try JSONCoding.encode(try await FinishedDocument.sample(in: api.store, isDraft: true))
            let failure = JobFailure(code: "missing_section", message: "Missing required section: Safety Analysis")
            try await api.worker.runToTheEnd(draft, last: .bury(failure, result: draft))
            let answer = try await client.send(.get, path(id, "/content"), key: api.reader)
            #expect(answer.status == .ok && String(buffer: answer.body) == "the DOCX file")
        }
    }

    @Test func aListIsPagedAndFilteredByStatus() async throws {
        try await TestAPI().run { api, client in
            let done = try await finished(api, client)
            var ids: [String] = []
            for number in 0..<4 { ids.append(try await client.generate(api, ["document_set_key": "set-\(number)"])) }
            func list(_ query: String) async throws -> Answer {
                try await client.send(.get, "/api/v1/documents/?\(query)", key: api.reader)
            }
            func names(_ answer: Answer) -> [String] {
                answer.list("documents").compactMap { $0["document_id"] as? String }
            }
            let first = try await list("limit=2")
            let cursor = try #require(first.text("next_cursor"))
            let second = try await list("limit=3&cursor=\(cursor)")
            #expect(names(first) + names(second) == (ids.reversed() + [done]))
            #expect(second.json["next_cursor"] is NSNull)
            #expect(names(try await list("status=Complete&limit=1")) == [done])
            #expect(names(try await list("document_set_key=set-2")) == [ids[2]])
            #expect(try await list("status=Pending").status == .unprocessableContent)
            #expect(try await list("limit=0").status == .unprocessableContent)
            let foreign = try await client.send(.get, "/api/v1/documents/", key: api.stranger)
            #expect(foreign.list("documents").isEmpty)
        }
    }

    @Test func aCancelledDocumentIsFailedAndCannotBeCancelledAgain() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let refused = try await client.send(.post, path(id, "/cancel"), key: api.reader)
            #expect(refused.status == .forbidden)
            let cancelled = try await client.send(.post, path(id, "/cancel"), key: api.writer)
            #expect(cancelled.status == .accepted)
            let status = try await client.send(.get, "/api/v1/documents/status/\(id)", key: api.reader)
            #expect(status.text("status") == "Failed" && status.text("state") == "cancelled")
            #expect(status.text("error") == "Cancelled by writer-key")
            #expect(status.object("problem")["code"] as? String == "cancelled")
            #expect(try await client.send(.post, path(id, "/cancel"), key: api.writer).status == .conflict)
        }
    }

    @Test func aFailedDocumentIsRetriedAtTheStageThatFailed() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let failure = JobFailure(code: "error", message: "The job failed")
            let worker = api.worker
            try await worker.end(try #require(try await worker.take("extract")), .complete(result: nil))
            try await worker.end(try #require(try await worker.take("classify")), .bury(failure))
            let answer = try await client.send(.post, path(id, "/retry"), key: api.writer)
            #expect(answer.status == .accepted && answer.text("task_id") == id)
            #expect(try await worker.take("extract") == nil)
            #expect(try await worker.take("classify") != nil)
            #expect(try await client.send(.post, path(id, "/retry"), key: api.writer).status == .conflict)
        }
    }

    @Test func aDocumentIsDeletedWithItsOutputsOnlyWhenItHasEnded() async throws {
        try await TestAPI().run { api, client in
            let running = try await client.generate(api)
            #expect(try await client.send(.delete, path(running), key: api.writer).status == .conflict)
            _ = try await client.send(.post, path(running, "/cancel"), key: api.writer)
            let id = try await finished(api, client)
            #expect(try await client.send(.delete, path(id), key: api.writer).status == .noContent)
            #expect(try await client.send(.get, path(id), key: api.reader).status == .notFound)
            let status = try await client.send(.get, "/api/v1/documents/status/\(id)", key: api.reader)
            #expect(status.status == .notFound)
            #expect(try await api.store.list(prefix: "artifacts/", after: nil, limit: 10).isEmpty)
        }
    }

    @Test func aFileThatTwoDocumentsShareOutlivesTheFirst() async throws {
        try await TestAPI().run { api, client in
            let ids = [try await finished(api, client), try await finished(api, client)]
            for id in ids {
                // As the job at the end of a workflow does.
                let id = try #require(WorkflowID(id))
                let workflow = try #require(try await api.broker.record(ofWorkflow: id))
                try await api.records.setEnding(
                    .init(
                        state: .succeeded, failure: nil, finishedAt: Date(),
                        product: try await FinishedDocument.sample(in: api.store), workflow: workflow),
                    of: id, organization: "acme")
            }
            #expect(try await client.send(.delete, path(ids[0]), key: api.writer).status == .noContent)
            #expect(try await client.send(.get, path(ids[1], "/content"), key: api.reader).status == .ok)
            #expect(try await client.send(.delete, path(ids[1]), key: api.writer).status == .noContent)
            #expect(try await api.store.list(prefix: "artifacts/", after: nil, limit: 10).isEmpty)
        }
    }

    @Test func anothersDocumentIsNotThereForAnyVerb() async throws {
        try await TestAPI().run { api, client in
            let id = try await finished(api, client)
            let calls: [(HTTPRequest.Method, String)] = [
                (.get, path(id)), (.get, path(id, "/content")), (.post, path(id, "/cancel")),
                (.post, path(id, "/retry")), (.delete, path(id)),
            ]
            for (method, uri) in calls {
                #expect(try await client.send(method, uri, key: api.stranger).status == .notFound, "\(method) \(uri)")
            }
        }
    }
}
