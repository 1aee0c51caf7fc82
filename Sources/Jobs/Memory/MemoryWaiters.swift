/// Who waits for what to happen.
struct MemoryWaiters: Sendable {
    enum Topic: Hashable, Sendable {
        case work(queue: String)
        case change(WorkflowID)
    }

    private struct Waiter: Sendable {
        var topics: Set<Topic>
        var continuation: CheckedContinuation<Void, Never>
    }

    private var waiters: [Int: Waiter] = [:]
    /// Who waits for a topic, the longest first.
    private var lines: [Topic: [Int]] = [:]
    private var woken: [CheckedContinuation<Void, Never>] = []
    private var next = 0
    /// Wake-ups for queues that nobody waited for, by queue: so many of the next to wait return at once.
    private var tokens: [String: Int] = [:]
    /// More are pointless: whoever wakes passes it on.
    private static let mostTokens = 64

    /// A number for somebody who is about to wait.
    mutating func ticket() -> Int {
        next += 1
        return next
    }

    mutating func wait(_ ticket: Int, for topics: Set<Topic>, _ continuation: CheckedContinuation<Void, Never>) {
        waiters[ticket] = Waiter(topics: topics, continuation: continuation)
        for topic in topics { lines[topic, default: []].append(ticket) }
    }

    /// Ends one wait; does nothing when it has ended.
    mutating func wake(_ ticket: Int) {
        guard let waiter = waiters.removeValue(forKey: ticket) else { return }
        for topic in waiter.topics {
            lines[topic]?.removeAll { $0 == ticket }
            if lines[topic]?.isEmpty ?? false { lines[topic] = nil }
        }
        woken.append(waiter.continuation)
    }

    /// Wakes whoever has waited longest for work in a queue, or the next who will.
    mutating func wakeOne(queue: String) {
        if let ticket = lines[.work(queue: queue)]?.first {
            wake(ticket)
        } else {
            tokens[queue] = min(Self.mostTokens, tokens[queue, default: 0] + 1)
        }
    }

    /// Wakes one, unless a wake-up is kept for the next already.
    mutating func passOnWake(queue: String) {
        if tokens[queue] == nil { wakeOne(queue: queue) }
    }

    mutating func wakeAll(changeOf workflow: WorkflowID) {
        for ticket in lines[.change(workflow)] ?? [] { wake(ticket) }
    }

    /// Whether a wake-up was kept for one of the queues; it is used up.
    mutating func takeToken(queues: [String]) -> Bool {
        guard let queue = queues.first(where: { tokens[$0] != nil }), let kept = tokens[queue] else { return false }
        tokens[queue] = kept > 1 ? kept - 1 : nil
        return true
    }

    mutating func dropTokens(queue: String) { tokens[queue] = nil }

    /// Those whose wait has ended, to be resumed once the lock is free.
    mutating func takeWoken() -> [CheckedContinuation<Void, Never>] {
        defer { woken = [] }
        return woken
    }
}
