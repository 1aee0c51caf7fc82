/// What a node of a Cluster says when it does not carry a command out because of where the slot is.
enum Redirection: Sendable, Hashable {
    /// The slot lies elsewhere for good. The host is empty when it is that of the node which said so.
    case moved(slot: Int, to: RedisHost)
    /// The slot is moving, and this key has moved already: this one command is to be sent there, behind `ASKING`.
    case ask(RedisHost)
    /// The slot is moving and the keys of the command are on both sides, or the Cluster has lost nodes: it passes.
    case busy

    /// Nil for a refusal that is about something else.
    init?(_ refusal: RedisServerError) {
        switch refusal.code {
        case "TRYAGAIN", "CLUSTERDOWN":
            self = .busy
        case "MOVED", "ASK":
            let words = refusal.message.split(separator: " ")
            guard words.count == 2, let slot = Int(words[0]), (0..<HashSlot.count).contains(slot),
                let host = Self.host(words[1])
            else { return nil }
            self = refusal.code == "MOVED" ? .moved(slot: slot, to: host) : .ask(host)
        default:
            return nil
        }
    }

    /// Reads `host:port`, where an IPv6 address has no brackets and the host may be missing.
    private static func host(_ text: Substring) -> RedisHost? {
        guard let colon = text.lastIndex(of: ":"), let port = Int(text[text.index(after: colon)...]) else { return nil }
        return RedisHost(host: String(text[..<colon]), port: port)
    }
}
