/// Which model writes, and what it may take.
public struct ChatDrafterOptions: Sendable {
    public var endpoint: ChatEndpoint
    /// As the server knows it.
    public var model: String
    /// Nil sends none, as servers of one's own may want it.
    public var apiKey: APISecret?
    /// For one text, all tries and waits together.
    public var timeout: Duration
    /// The longest answer taken, in tokens; the server is told.
    public var maxAnswerTokens: Int
    /// The first wait before a busy server is asked again; each later one is twice as long, where it names none.
    public var wait: Duration

    public init(
        endpoint: ChatEndpoint, model: String, apiKey: APISecret? = nil, timeout: Duration = .seconds(120),
        maxAnswerTokens: Int = 4_096, wait: Duration = .seconds(1)
    ) {
        self.endpoint = endpoint
        self.model = model
        self.apiKey = apiKey
        self.timeout = timeout
        self.maxAnswerTokens = maxAnswerTokens
        self.wait = wait
    }
}

/// A secret that shows nothing of itself in a log, an error or a debugger's dump.
public struct APISecret: Sendable {
    let value: String

    /// - Throws: ``InvalidAPISecret`` for what no header can carry.
    public init(_ value: String) throws(InvalidAPISecret) {
        guard !value.isEmpty, value.utf8.count <= 4_096, value.utf8.allSatisfy({ (0x21...0x7E).contains($0) }) else {
            throw InvalidAPISecret()
        }
        self.value = value
    }
}

extension APISecret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "APISecret(hidden)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

public struct InvalidAPISecret: Error, CustomStringConvertible {
    public var description: String { "expected a key of printable characters on one line" }
}
