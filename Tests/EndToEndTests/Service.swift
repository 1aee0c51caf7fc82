import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1
import Testing

/// The API as a client sees it.
struct Service: Sendable {
    let url: String
    let key: String

    struct Answer: Sendable {
        var status: Int
        var headers: HTTPHeaders
        var body: ByteBuffer

        func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
            try JSONDecoder().decode(type, from: Data(body.readableBytesView))
        }
    }

    struct Status: Decodable, Sendable {
        var status: String
        var progress: Double
        var error: String?
        var stage: String?
        var state: String
    }

    /// Answers of which one member is wanted.
    private struct Uploaded: Decodable {
        var path: String
        enum CodingKeys: String, CodingKey { case path = "file_path" }
    }

    struct Accepted: Decodable {
        var task: String
        enum CodingKeys: String, CodingKey { case task = "task_id" }
    }

    func call(
        _ method: HTTPMethod, _ path: String, body: ByteBuffer? = nil, type: String = "application/json"
    ) async throws -> Answer {
        var request = HTTPClientRequest(url: url + path)
        request.method = method
        request.headers = ["authorization": "Bearer \(key)"]
        if let body {
            request.headers.add(name: "content-type", value: type)
            request.body = .bytes(body)
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(60))
        return Answer(
            status: Int(response.status.code), headers: response.headers,
            body: try await response.body.collect(upTo: 100 << 20))
    }

    /// Uploads a file and returns its path for ``generate(_:)``.
    func upload(_ name: String, _ bytes: [UInt8]) async throws -> String {
        let answer = try await call(
            .PUT, "/api/v1/files/study/\(name)", body: ByteBuffer(bytes: bytes), type: "application/octet-stream")
        #expect(answer.status == 200, "\(name): \(String(buffer: answer.body))")
        return try answer.decoded(Uploaded.self).path
    }

    /// Asks for a document; returns its id.
    func generate(
        _ type: String, _ paths: [String], formats: [String] = ["docx"], more: [String: String] = [:]
    ) async throws -> String {
        var fields: [String: Any] = ["document_type": type, "file_paths": paths, "formats": formats]
        fields.merge(more) { $1 }
        let body = ByteBuffer(bytes: try JSONSerialization.data(withJSONObject: fields))
        let answer = try await call(.POST, "/api/v1/documents/generate", body: body)
        #expect(answer.status == 202, "\(String(buffer: answer.body))")
        return try answer.decoded(Accepted.self).task
    }

    /// Waits for a document's end by long polls.
    func ending(of document: String, within limit: Duration = .seconds(60)) async throws -> Status {
        let end = ContinuousClock.now + limit
        while true {
            let answer = try await call(.GET, "/api/v1/documents/status/\(document)?wait=5")
            // 503 is what clients must bear while Redis is away.
            if answer.status == 200 {
                let status = try answer.decoded(Status.self)
                if status.status != "Generating" { return status }
            } else {
                try #require(answer.status == 503, "\(String(buffer: answer.body))")
            }
            try #require(ContinuousClock.now < end, "\(document) did not end in time: \(String(buffer: answer.body))")
        }
    }

    func content(of document: String, format: String) async throws -> Answer {
        try await call(.GET, "/api/v1/documents/\(document)/content?format=\(format)")
    }
}
