import Jobs

/// Which queues a worker serves, in order of preference.
public struct QueueSelection: Sendable, Equatable {
    /// Nil is every queue that a registered job waits in.
    public var named: [QueueDemand]?
    public var excluded: Set<String>

    public init(named: [QueueDemand]? = nil, excluded: Set<String> = []) {
        self.named = named
        self.excluded = excluded
    }

    public struct Fault: Error, CustomStringConvertible, Equatable {
        public var description: String
    }

    /// Reads `extract=4,generate=1`, or a plain list; without a number a queue may use every slot.
    public init(parsing text: String, excluding: String = "", concurrency: Int) throws {
        let demands = try text.split(separator: ",").map { part in
            let pieces = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
            let name = pieces[0].trimmingPrefix { $0 == " " }
            guard !name.isEmpty else { throw Fault(description: "a queue has no name in \"\(text)\"") }
            guard pieces.count == 2 else { return QueueDemand(queue: String(name), limit: concurrency) }
            guard let limit = Int(pieces[1]), limit > 0 else {
                throw Fault(description: "\"\(pieces[1])\" is no number of slots for queue \(name)")
            }
            return QueueDemand(queue: String(name), limit: limit)
        }
        self.init(
            named: demands.isEmpty ? nil : demands, excluded: Set(excluding.split(separator: ",").map(String.init)))
    }

    /// The queues to serve, each with the most slots it may use.
    func resolve(registered: [String], concurrency: Int) -> [QueueDemand] {
        let all = named ?? registered.map { QueueDemand(queue: $0, limit: concurrency) }
        return all.filter { !excluded.contains($0.queue) }
    }
}
