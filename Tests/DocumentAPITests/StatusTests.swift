import Documents
import Foundation
import HTTPTypes
import HummingbirdTesting
import Jobs
import NIOCore
import Testing

@testable import DocumentAPI

@Suite struct StatusTests {
    private func status(_ id: String) -> String { "/api/v1/documents/status/\(id)" }

    @Test func aNewDocumentIsGeneratingAndItsFinerStateIsQueued() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api, ["metadata": ["study": "X-1"]])
            let answer = try await client.send(.get, status(id), key: api.reader)
            #expect(answer.status == .ok && answer.text("task_id") == id)
            #expect(answer.text("status") == "Generating" && answer.text("state") == "queued")
            for name in ["error", "problem", "stage", "started_at", "finished_at"] {
                #expect(answer.json[name] is NSNull, "\(name)")
            }
            #expect(answer.object("metadata") as? [String: String] == ["study": "X-1"])
            #expect(
                answer.list("stages").compactMap { $0["name"] as? String }
                    == ["extract", "classify", "rules", "generate", "finalize"])
            #expect(answer.headers[.retryAfter] == "1" && answer.headers[.cacheControl] == "private, no-cache")
        }
    }

    @Test func aRunningStageIsNamedAndProgressGrows() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let worker = api.worker
            let extract = try #require(try await worker.take("extract"))
            let first = try await client.send(.get, status(id), key: api.reader)
            #expect(first.text("state") == "active" && first.text("stage") == "extract")
            try await worker.end(extract, .complete(result: nil))
            let second = try await client.send(.get, status(id), key: api.reader)
            #expect(second.json["progress"] as? Double == 0.2)
            #expect(second.list("stages")[0]["status"] as? String == "Complete")
            #expect(second.list("stages")[0]["done"] as? Int == 1)
        }
    }

    @Test func aCompleteDocumentSaysSoAtOnceBeforeItsEndingIsWrittenDown() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let product = try await FinishedDocument.sample(in: api.store)
            try await api.worker.runToTheEnd(try JSONCoding.encode(product))
            let answer = try await client.send(.get, status(id), key: api.reader)
            #expect(answer.text("status") == "Complete" && answer.json["progress"] as? Double == 1)
            #expect(answer.json["warnings"] as? [String] == product.warnings)
            #expect(answer.headers[.cacheControl] == "private, max-age=10" && answer.headers[.retryAfter] == nil)
            let document = try await client.send(.get, "/api/v1/documents/\(id)", key: api.reader)
            #expect((document.object("document")["outputs"] as? [Any])?.count == 2)
        }
    }

    @Test func aFailureIsAStringAndAProblemBesideIt() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let failure = JobFailure(
                code: "missing_section", message: "Missing required section: Safety Analysis",
                details: ["section_id": "12"])
            let draft = try JSONCoding.encode(try await FinishedDocument.sample(in: api.store, isDraft: true))
            try await api.worker.runToTheEnd(draft, last: .bury(failure, result: draft))
            let answer = try await client.send(.get, status(id), key: api.reader)
            #expect(answer.text("status") == "Failed" && answer.text("state") == "failed")
            #expect(answer.text("error") == "Missing required section: Safety Analysis")
            let problem = answer.object("problem")
            #expect(problem["code"] as? String == "missing_section" && problem["section_id"] as? String == "12")
            #expect(problem["stage"] as? String == "finalize" && problem["retryable"] as? Bool == false)
            #expect(answer.json["draft"] as? Bool == true)
        }
    }

    @Test func aDocumentThatTheQueueForgotIsAnsweredFromItsRecord() async throws {
        try await TestAPI().run { api, client in
            let id = try #require(WorkflowID(try await client.generate(api)))
            var workflow = try #require(try await api.broker.record(ofWorkflow: id))
            workflow.state = .succeeded
            let old = WorkflowID()
            var request = try #require(try await api.records.document(id, organization: "acme")).request
            request.id = old
            workflow.id = old
            try await api.records.create(
                DocumentRecord(
                    request: request,
                    ending: .init(
                        state: .succeeded, failure: nil, finishedAt: Date(), product: nil, workflow: workflow)))
            let answer = try await client.send(.get, status(old.description), key: api.reader)
            #expect(answer.text("status") == "Complete" && answer.list("stages").count == 5)
        }
    }

    @Test func aDocumentThatNeverReachedTheQueueIsFailedAndCanBeRetried() async throws {
        try await TestAPI().run { api, client in
            let id = try #require(WorkflowID(try await client.generate(api)))
            var request = try #require(try await api.records.document(id, organization: "acme")).request
            request.id = WorkflowID()
            request.createdAt = Date(timeIntervalSinceNow: -120)
            try await api.records.create(DocumentRecord(request: request))
            let path = status(request.id.description)
            let lost = try await client.send(.get, path, key: api.reader)
            #expect(lost.text("status") == "Failed")
            #expect(lost.object("problem")["code"] as? String == "not_queued")
            let retried = try await client.send(
                .post, "/api/v1/documents/\(request.id)/retry", key: api.writer)
            #expect(retried.status == .accepted)
            #expect(try await client.send(.get, path, key: api.reader).text("status") == "Generating")
        }
    }

    @Test func anUnchangedStatusIsNotSentAgain() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let first = try await client.send(.get, status(id), key: api.reader)
            let tag = try #require(first.headers[.eTag])
            let same = try await client.send(.get, status(id), key: api.reader, headers: [.ifNoneMatch: tag])
            #expect(same.status == .notModified && same.body.readableBytes == 0 && same.headers[.eTag] == tag)
            let worker = api.worker
            try await worker.end(try #require(try await worker.take("extract")), .complete(result: nil))
            let next = try await client.send(.get, status(id), key: api.reader, headers: [.ifNoneMatch: tag])
            #expect(next.status == .ok && next.headers[.eTag] != tag)
        }
    }

    @Test(arguments: [(0.0, 1), (9, 1), (25, 2), (100, 10), (300, 30), (9000, 30)])
    func clientsAreToldToAskLessOftenTheLongerItTakes(_ age: TimeInterval, _ seconds: Int) {
        #expect(StatusAnswer.pause(age: age) == seconds)
    }

    @Test func aLongPollAnswersAsSoonAsTheDocumentEnds() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let start = ContinuousClock.now
            async let answer = client.send(.get, status(id) + "?wait=50", key: api.reader)
            try await api.worker.runToTheEnd(
                try JSONCoding.encode(try await FinishedDocument.sample(in: api.store)))
            #expect(try await answer.text("status") == "Complete")
            #expect(ContinuousClock.now - start < .seconds(40))
        }
    }

    @Test func aLongPollEndsWhenItsTimeIsUp() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let prefer = try #require(HTTPField.Name("Prefer"))
            let answer = try await client.send(.get, status(id), key: api.reader, headers: [prefer: "wait=1"])
            #expect(answer.text("status") == "Generating")
            let bad = try await client.send(.get, status(id) + "?wait=soon", key: api.reader)
            #expect(bad.status == .unprocessableContent)
        }
    }

    @Test func anothersDocumentIsNotThere() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            for path in [status(id), status("nonsense"), status(WorkflowID().description)] {
                let answer = try await client.send(.get, path, key: api.stranger)
                #expect(answer.status == .notFound && answer.text("code") == "not_found", "\(path)")
            }
        }
    }

    @Test func aServerErrorEndsNoLoopThatReadsOnlyTheWordOfTheStatus() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            api.broker.fail(with: .unavailable("connection refused"))
            let answer = try await client.send(.get, status(id), key: api.reader)
            #expect(answer.status == .serviceUnavailable && answer.text("status") == "Generating")
            #expect(answer.headers[.retryAfter] == "5" && answer.text("detail")?.isEmpty == false)
            let document = try await client.send(.get, "/api/v1/documents/\(id)", key: api.reader)
            #expect(document.status == .serviceUnavailable && document.json["status"] == nil)
            api.broker.fail(with: nil)
            await api.records.fail(with: .unavailable("connection refused"))
            let keyless = try await client.send(.get, status(id), key: api.reader)
            #expect(keyless.status == .serviceUnavailable && keyless.text("status") == "Generating")
        }
    }
}
