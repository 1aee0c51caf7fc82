import DocumentAPI
import Foundation
import HTTPTypes
import HummingbirdTesting
import NIOCore
import Testing

@Suite struct DescriptionTests {
    /// Every method of every path that is described.
    private func operations(_ client: any TestClientProtocol) async throws -> [(HTTPRequest.Method, String)] {
        let paths = try await client.send(.get, "/openapi.json").object("paths")
        return paths.flatMap { path, item -> [(HTTPRequest.Method, String)] in
            let members = (item as? [String: Any] ?? [:]).keys
            return members.compactMap { name in
                name == "parameters" ? nil : HTTPRequest.Method(name.uppercased()).map { ($0, path) }
            }
        }
    }

    private func filled(_ path: String) -> String {
        path.replacingOccurrences(of: "{task_id}", with: "0190b6a5-0000-7000-8000-000000000000")
            .replacingOccurrences(of: "{container}", with: "input")
            .replacingOccurrences(of: "{name}", with: "a.txt")
    }

    @Test func everyDescribedOperationIsServed() async throws {
        try await TestAPI().run { api, client in
            let operations = try await operations(client)
            #expect(operations.count == 17)
            for (method, path) in operations {
                let answer = try await client.send(method, filled(path), key: api.writer, body: ByteBuffer())
                #expect(answer.status != .methodNotAllowed, "\(method) \(path)")
                #expect(answer.text("detail") != "There is nothing at this address.", "\(method) \(path)")
            }
        }
    }

    @Test func noOtherMethodIsServed() async throws {
        try await TestAPI().run { api, client in
            let operations = try await operations(client)
            for path in Set(operations.map(\.1)) {
                let described = Set(operations.filter { $0.1 == path }.map(\.0.rawValue))
                for method: HTTPRequest.Method in [.get, .post, .put, .patch, .delete]
                where !described.contains(method.rawValue) {
                    let answer = try await client.send(method, filled(path), key: api.writer)
                    #expect(answer.status == .methodNotAllowed, "\(method) \(path)")
                }
            }
        }
    }

    @Test func theDescriptionIsTheSameInBothForms() async throws {
        try await TestAPI().run { _, client in
            let json = try await client.send(.get, "/openapi.json")
            let yaml = try await client.send(.get, "/openapi.yaml")
            #expect(json.text("openapi") == "3.1.0" && json.headers[.contentType] == "application/json")
            #expect(String(buffer: yaml.body).hasPrefix("openapi: 3.1.0"))
            let components = json.object("components")["schemas"] as? [String: Any]
            let status = components?["StatusWord"] as? [String: Any]
            #expect(status?["enum"] as? [String] == ["Generating", "Complete", "Failed"])
            let responses = (json.object("paths")["/health/live"] as? [String: Any])?["get"] as? [String: Any]
            #expect((responses?["responses"] as? [String: Any])?["200"] != nil)
        }
    }
}
