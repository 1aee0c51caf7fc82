import Jobs
import Logging
import Redis
import Synchronization

/// Waits for the wake-ups of several shards at once where one command cannot, because they lie in different slots.
///
/// Each shard is waited for on a connection of its own. A wait is not broken off when another shard's wake-up comes
/// first, for that would cost its connection; it stands until its time is up, and serves the next caller meanwhile. A
/// wake-up that finds nobody of this process waiting is handed back, so that another worker gets it.
final class WakeUps: Sendable {
    private struct State {
        /// The lists that are waited for, each set by its names.
        var standing: Set<[String]> = []
        var waiting: [Int: AsyncThrowingStream<Void, any Error>.Continuation] = [:]
        var nextTicket = 0
    }

    private let client: RedisClient
    private let state = Mutex(State())

    init(client: RedisClient) {
        self.client = client
    }

    /// Returns when any of the lists may have got an element, or after the limit.
    ///
    /// - Parameter lists: the lists of each shard.
    func wait(for lists: [[String]], atMost limit: Duration) async throws {
        let (stream, continuation) = AsyncThrowingStream<Void, any Error>.makeStream(
            bufferingPolicy: .bufferingNewest(1))
        let (ticket, unattended) = state.withLock { state in
            state.nextTicket += 1
            state.waiting[state.nextTicket] = continuation
            let unattended = lists.filter { state.standing.insert($0).inserted }
            return (state.nextTicket, unattended)
        }
        defer { _ = state.withLock { $0.waiting.removeValue(forKey: ticket) } }
        for names in unattended { Task { await stand(at: names, atMost: limit) } }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for try await _ in stream { return } }
            // What stands may have been begun by a caller with more patience.
            group.addTask { try await Task.sleep(for: limit) }
            try await group.next()
            group.cancelAll()
        }
        try Task.checkCancellation()
    }

    private func stand(at lists: [String], atMost limit: Duration) async {
        let seconds = String(max(0.1, limit.seconds))
        let wait = RedisCommand("BLPOP", lists.map { .string($0) } + [.string(seconds)])
        let result: Result<RedisValue, RedisError>
        do {
            result = .success(try await client.blocking(wait, blockFor: limit))
        } catch {
            result = .failure(error)
        }
        let waiting = state.withLock { state in
            state.standing.remove(lists)
            return Array(state.waiting.values)
        }
        switch result {
        case .failure(let error):
            for caller in waiting { caller.finish(throwing: BrokerError(error)) }
        case .success(let reply):
            // Also when the time was up: a caller that still waits begins a wait of its own then.
            for caller in waiting { caller.yield() }
            if waiting.isEmpty, let list = reply.array?.first?.string { await handBack(list) }
        }
    }

    private func handBack(_ list: String) async {
        // One that is lost costs what every lost wake-up does: the next look of an idle worker, 5 s at most.
        _ = try? await client.send(["LPUSH", .string(list), 1])
    }
}
