import Foundation

/// Where a server answers to `/v1/chat/completions`. An operator's setting: nothing that a user sends has a part in it.
public struct ChatEndpoint: Sendable, Equatable {
    /// The whole address of the call.
    public let url: String
    /// Names this very machine.
    public let isLoopback: Bool
    public let isEncrypted: Bool

    /// - Parameter base: such as `https://models.example`, with or without `/v1`.
    /// - Throws: ``InvalidChatURL``, which does not repeat the text, since it may hold a secret.
    public init(base: String) throws(InvalidChatURL) {
        guard let parts = URLComponents(string: base), let scheme = parts.scheme?.lowercased(),
            ["http", "https"].contains(scheme), let host = parts.host, !host.isEmpty,
            parts.port.map((1...65_535).contains) ?? true
        else { throw InvalidChatURL("expected http://host or https://host") }
        guard parts.user == nil, parts.password == nil, parts.query == nil, parts.fragment == nil else {
            throw InvalidChatURL("expected no user, password, query or fragment; the key is a setting of its own")
        }
        let trimmed = base.reversed().drop { $0 == "/" }.reversed()
        let path = trimmed.suffix(3) == Array("/v1") ? "/chat/completions" : "/v1/chat/completions"
        url = String(trimmed) + path
        isEncrypted = scheme == "https"
        isLoopback = ["localhost", "127.0.0.1", "[::1]", "::1"].contains(host.lowercased())
    }
}

public struct InvalidChatURL: Error, CustomStringConvertible {
    public let description: String

    init(_ description: String) { self.description = description }
}
