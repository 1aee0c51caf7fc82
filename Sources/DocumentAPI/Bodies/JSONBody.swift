import Foundation
import Hummingbird

/// Reads a request's body as a JSON object.
enum JSONBody {
    /// - Throws: ``Problem``: 413 when it is larger than `limit` bytes, 422 when it is no JSON object.
    static func object(of request: Request, limit: Int) async throws -> [String: JSONValue] {
        if let length = request.headers[.contentLength].flatMap({ Int($0) }), length > limit {
            throw Problem.tooLarge("The body is larger than the \(limit) bytes that are taken.")
        }
        let buffer = try await request.body.collect(upTo: limit)
        let value: JSONValue
        do {
            value = try JSONDecoder().decode(JSONValue.self, from: Data(buffer.readableBytesView))
        } catch {
            throw Problem.invalid([.init(pointer: "", detail: "The body is not JSON")])
        }
        guard let object = value.object else {
            throw Problem.invalid([.init(pointer: "", detail: "The body must be an object")])
        }
        return object
    }
}
