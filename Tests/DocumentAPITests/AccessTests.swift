import DocumentAPI
import Documents
import Foundation
import HTTPTypes
import HummingbirdTesting
import Jobs
import NIOCore
import Testing

@Suite struct AccessTests {
    @Test(arguments: ["Bearer nonsense", "Bearer glk_0000", "Basic dXNlcjpwYXNz", "", "Bearer"])
    func noKeyOrAWrongOneIsUnauthorized(_ authorization: String) async throws {
        try await TestAPI().run { api, client in
            let answer = try await client.send(
                .get, "/api/v1/documents/", headers: authorization.isEmpty ? [:] : [.authorization: authorization])
            #expect(answer.status == .unauthorized && answer.text("code") == "unauthorized")
            #expect(answer.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true)
            #expect(answer.json["status"] == nil)
        }
    }

    @Test func aDeletedKeyIsNoKey() async throws {
        try await TestAPI().run { api, client in
            let id = APIKey(secret: api.reader, organization: "acme", role: .reader, name: "").id
            #expect(try await client.send(.get, "/api/v1/documents/", key: api.reader).status == .ok)
            _ = try await api.records.deleteKey(id: id, organization: "acme")
            #expect(try await client.send(.get, "/api/v1/documents/", key: api.reader).status == .unauthorized)
        }
    }

    @Test func recordsThatAreAwayAreNoRefusal() async throws {
        try await TestAPI().run { api, client in
            await api.records.fail(with: .unavailable("connection refused to 10.0.0.7"))
            let answer = try await client.send(.get, "/api/v1/documents/", key: api.reader)
            #expect(answer.status == .serviceUnavailable && answer.headers[.retryAfter] != nil)
            #expect(!String(buffer: answer.body).contains("10.0.0.7"))
        }
    }

    @Test func whatTheServerDidWrongIsNotQuoted() async throws {
        try await TestAPI().run { api, client in
            await api.records.fail(with: .unreadable("a secret detail"))
            let answer = try await client.send(.get, "/api/v1/documents/", key: api.reader)
            #expect(answer.status == .internalServerError && answer.text("code") == "internal_error")
            #expect(!String(buffer: answer.body).contains("secret"))
        }
    }

    @Test func everyAnswerBearsARequestID() async throws {
        try await TestAPI().run { api, client in
            let name = try #require(HTTPField.Name("X-Request-Id"))
            let own = try await client.send(.get, "/nowhere", headers: [name: "abc-1"])
            #expect(own.status == .notFound && own.headers[name] == "abc-1" && own.text("request_id") == "abc-1")
            let bad = try await client.send(.get, "/health/live", headers: [name: "a b<script>"])
            #expect(UUID(uuidString: bad.headers[name] ?? "") != nil)
        }
    }

    @Test func readinessNeedsEverythingThatIsRequired() async throws {
        struct Gone: Error {}
        var api = TestAPI()
        api.checks = [
            HealthCheck(name: "redis") { "7.2" },
            HealthCheck(name: "sandbox", isRequired: false) { throw Gone() },
        ]
        try await api.run { _, client in
            #expect(try await client.send(.get, "/health/live").status == .ok)
            let ready = try await client.send(.get, "/health/ready")
            #expect(ready.status == .ok && ready.text("status") == "ready")
            #expect((ready.object("checks")["sandbox"] as? [String: Any])?["status"] as? String == "failed")
        }
        api.checks.append(HealthCheck(name: "store") { throw Gone() })
        try await api.run { _, client in
            let answer = try await client.send(.get, "/health/ready")
            #expect(answer.status == .serviceUnavailable && answer.text("status") == "unready")
        }
        // One that hangs is waited for no longer than whoever asks would wait.
        api.checks = [
            HealthCheck(name: "store") {
                try await Task.sleep(for: .seconds(3600))
                return "late"
            }
        ]
        try await api.run { _, client in
            let answer = try await client.send(.get, "/health/ready")
            #expect(answer.status == .serviceUnavailable && answer.text("status") == "unready")
        }
    }

    @Test func aVerbThatAnAddressDoesNotKnowIsNotAllowed() async throws {
        try await TestAPI().run { api, client in
            let answer = try await client.send(.put, "/api/v1/documents/generate", key: api.writer)
            #expect(answer.status == .methodNotAllowed && answer.headers[.allow] == "POST")
            let get = try await client.send(.get, "/api/v1/documents/generate", key: api.writer)
            #expect(get.status == .methodNotAllowed)
            let head = try await client.send(.head, "/api/v1/documents/", key: api.writer)
            #expect(head.status == .ok && head.body.readableBytes == 0)
        }
    }

    @Test func theAccessLogTellsWhoAskedForWhatAndNeverTheKey() async throws {
        try await TestAPI().run { api, client in
            let id = try await client.generate(api)
            let name = try #require(HTTPField.Name("X-Request-Id"))
            _ = try await client.send(
                .get, "/api/v1/documents/status/\(id)?wait=0", key: api.reader, headers: [name: "abc-1"])
            let line = try #require(api.log.lines.last { $0.hasPrefix("request ") })
            for part in [
                "method=GET", "path=/api/v1/documents/status/", "status=200", "request_id=abc-1", "organization=acme",
                "user=key_", "duration_ms=",
            ] { #expect(line.contains(part), "\(part) in \(line)") }
            #expect(!line.contains(id))
            let accepted = try #require(api.log.lines.first { $0.hasPrefix("document accepted") })
            #expect(accepted.contains("task_id=\(id)") && accepted.contains("document_type=CSR"))
            let keys = [api.writer, api.reader]
            #expect(!api.log.lines.contains { line in keys.contains { line.contains($0) } })
        }
    }
}
