/// A host and a port, as Redis's own redirects and listings name servers.
public struct RedisHost: Sendable, Hashable, CustomStringConvertible {
    /// A name or a literal address, IPv6 without its brackets.
    public var host: String
    public var port: Int

    public init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// Reads `host`, `host:port` or `[address]:port`; nil for anything else.
    init?(_ text: some StringProtocol, defaultPort: Int) {
        let text = String(text)
        var host = text
        var port = defaultPort
        // What follows the last colon is a port, unless that colon is within an address's brackets.
        if let colon = text.lastIndex(of: ":"), !text[colon...].contains("]") {
            guard let number = Int(text[text.index(after: colon)...]), (1...65_535).contains(number) else { return nil }
            host = String(text[..<colon])
            port = number
        }
        if host.hasPrefix("["), host.hasSuffix("]") {
            host = String(host.dropFirst().dropLast())
        } else if host.contains(":") {
            return nil
        }
        guard !host.isEmpty else { return nil }
        self.init(host: host, port: port)
    }

    public var description: String {
        host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)"
    }
}
