import Documents
import HTTPTypes
import Hummingbird

/// Finds the caller by the bearer's key and notes who it is; a request without a key goes on without a caller.
struct KeyMiddleware: RouterMiddleware {
    typealias Context = APIContext

    let records: any DocumentRecords

    func handle(
        _ request: Request, context: APIContext, next: (Request, APIContext) async throws -> Response
    ) async throws -> Response {
        if let secret = Self.bearer(request.headers) { context.note.caller = try await caller(secret) }
        return try await next(request, context)
    }

    private func caller(_ secret: String) async throws -> Caller? {
        guard secret.hasPrefix(APIKey.secretPrefix), secret.utf8.count <= 256 else { return nil }
        let hash = APIKey.hash(ofSecret: secret)
        guard let key = try await records.key(hash: hash), Self.isEqual(key.hash, hash) else { return nil }
        return Caller(id: key.id, name: key.name, organization: key.organization, role: key.role)
    }

    /// In a time that tells nothing about where two texts differ.
    static func isEqual(_ left: String, _ right: String) -> Bool {
        let left = Array(left.utf8)
        let right = Array(right.utf8)
        guard left.count == right.count else { return false }
        return zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }

    private static func bearer(_ headers: HTTPFields) -> String? {
        guard let value = headers[.authorization] else { return nil }
        let parts = value.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer" else { return nil }
        return String(parts[1].drop { $0 == " " })
    }
}
