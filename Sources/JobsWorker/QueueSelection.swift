import Jobs

/// Which queues a worker serves, in order of preference, and how many of its slots each may have.
public struct QueueSelection: Sendable, Equatable {
    /// A named queue; without a limit it may have every slot.
    public struct Entry: Sendable, Equatable {
        public var queue: String
        public var limit: Int?

        public init(_ queue: String, limit: Int? = nil) {
            self.queue = queue
            self.limit = limit
        }
    }

    /// Nil is every queue for which a job is registered, in alphabetical order.
    public var entries: [Entry]?
    public var excluded: Set<String>

    public init(entries: [Entry]?, excluded: Set<String> = []) {
        self.entries = entries
        self.excluded = excluded
    }

    /// Every queue for which a job is registered.
    public static let all = QueueSelection(entries: nil)

    /// Reads `extract=4,generate=1`, or a plain list; an empty text is every registered queue.
    ///
    /// - Parameters:
    ///   - text: names with an optional limit of 1 or more, separated by commas.
    ///   - excluded: names separated by commas that are never served.
    /// - Throws: ``Malformed``, saying which part cannot be read.
    public init(parsing text: String, excluding excluded: String = "") throws {
        let entries = try Self.parts(of: text).map(Self.entry)
        let repeated = Dictionary(grouping: entries, by: \.queue).first { $0.value.count > 1 }
        if let repeated { throw Malformed(part: repeated.key, reason: "is named twice") }
        self.init(entries: entries.isEmpty ? nil : entries, excluded: Set(Self.parts(of: excluded)))
    }

    private static func parts(of text: String) -> [String] {
        text.split(separator: ",").map { $0.filter { !$0.isWhitespace } }.filter { !$0.isEmpty }
    }

    private static func entry(_ part: String) throws -> Entry {
        let sides = part.split(separator: "=", omittingEmptySubsequences: false).map(String.init)
        guard let name = sides.first, !name.isEmpty, sides.count <= 2 else {
            throw Malformed(part: part, reason: "is not NAME or NAME=LIMIT")
        }
        guard sides.count == 2 else { return Entry(name) }
        guard let limit = Int(sides[1]), limit >= 1 else {
            throw Malformed(part: part, reason: "has a limit that is not a whole number of 1 or more")
        }
        return Entry(name, limit: limit)
    }

    /// The queues to serve, each with its limit.
    func demands(registered: [String], concurrency: Int) -> [QueueDemand] {
        let entries = entries ?? registered.sorted().map { Entry($0) }
        return entries.filter { !excluded.contains($0.queue) }
            .map { QueueDemand(queue: $0.queue, limit: min($0.limit ?? concurrency, concurrency)) }
    }

    /// A list of queues that cannot be read.
    public struct Malformed: Error, Sendable, Equatable, CustomStringConvertible {
        public let part: String
        public let reason: String

        public var description: String { "The queue \"\(part)\" \(reason)." }
    }
}
