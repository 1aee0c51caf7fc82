import NIOCore
import Synchronization

/// The nodes of a Redis Cluster and which of them owns which slot, as far as is known.
final class ClusterNodes: Sendable {
    private struct State {
        var nodes: [RedisHost: Node] = [:]
        /// For each slot, 1 + a place in `owners`; 0 is unknown.
        var slots = [UInt16](repeating: 0, count: HashSlot.count)
        var owners: [RedisHost] = []
        /// Grows with each reading of the map, so that of many callers that found it wrong only one reads it again.
        var version = 0
        var isReading = false
        /// Whether an owner could not be reached since: another may have taken its place.
        var isDoubted = false
        var isClosed = false

        mutating func assign(_ slots: ClosedRange<Int>, to owner: RedisHost) {
            let place = owners.firstIndex(of: owner) ?? owners.count
            if place == owners.count { owners.append(owner) }
            for slot in slots { self.slots[slot] = UInt16(place + 1) }
        }

        func owner(of slot: Int) -> RedisHost? {
            slots[slot] == 0 ? nil : owners[Int(slots[slot]) - 1]
        }
    }

    let transport: Transport
    private let seeds: [RedisHost]
    private let state = Mutex(State())
    private let clock: any EventLoop

    init(_ transport: Transport, seeds: [RedisHost]) {
        self.transport = transport
        self.seeds = seeds
        clock = transport.group.next()
    }

    // MARK: Looking up

    var version: Int { state.withLock { $0.version } }

    var isDoubted: Bool { state.withLock { $0.isDoubted } }

    /// Those that own slots, as far as is known.
    var owners: [RedisHost] {
        state.withLock { state in
            let owning = Set(state.slots)
            return state.owners.enumerated().filter { owning.contains(UInt16($0.offset + 1)) }.map(\.element)
        }
    }

    var statistics: [RedisStatistics] {
        state.withLock { Array($0.nodes.values) }.map(\.pipeline.statistics)
    }

    /// The owner of a slot; of no slot, any that owns one; nil when that is not known.
    func host(of slot: Int?) -> RedisHost? {
        state.withLock { state in
            guard let slot else { return state.owners.first }
            return state.owner(of: slot)
        }
    }

    /// The connections to a host, made when first needed.
    func node(at host: RedisHost) throws(RedisError) -> Node {
        let node: Node? = state.withLock { state in
            if state.isClosed { return nil }
            if let node = state.nodes[host] { return node }
            // Not eager: a host that has left the Cluster is not to be sought for ever.
            let node = Node(transport, to: .server(.tcp(host)), isEager: false)
            state.nodes[host] = node
            return node
        }
        guard let node else { throw .notSent(.closed) }
        return node
    }

    // MARK: Learning

    /// Notes what a node said about one slot.
    func moved(_ slot: Int, to host: RedisHost) {
        state.withLock { $0.assign(slot...slot, to: host) }
    }

    /// Lets the next call read the map first.
    func doubt() {
        state.withLock { $0.isDoubted = true }
    }

    /// Reads the map again, unless somebody has since the caller found it wrong, or is just doing so.
    ///
    /// - Parameter known: the version that the caller found wrong.
    nonisolated(nonsending) func learn(after known: Int, until end: NIODeadline) async throws(RedisError) {
        let isMine = state.withLock { state in
            guard state.version == known, !state.isReading else { return false }
            state.isReading = true
            return true
        }
        guard isMine else { return await pause(.milliseconds(5)) }
        defer { state.withLock { $0.isReading = false } }
        var reason = RedisError.notSent(.connectFailed("no node of the Cluster is named"))
        let owners = owners
        for host in owners + seeds.filter({ !owners.contains($0) }) where NIODeadline.now() < end {
            do throws(RedisError) {
                try await learn(from: host, until: end)
                return
            } catch {
                reason = error
            }
        }
        throw reason
    }

    /// A node that does not answer must not use up the time for asking the others.
    private static let share = TimeAmount.seconds(2)

    private nonisolated(nonsending) func learn(from host: RedisHost, until end: NIODeadline) async throws(RedisError) {
        let request = Request(
            payload: try CommandFormatter.format([["CLUSTER", "SLOTS"]]), commands: 1,
            deadline: min(end, .now() + Self.share))
        let reply = try await node(at: host).pipeline.send(request).get().first
        if let refusal = reply?.error { throw .refused(refusal) }
        let ranges = (reply?.array ?? []).compactMap { SlotRange($0, toldBy: host) }
        // A node that has been reset, or has not met the others yet, knows of no slot.
        guard !ranges.isEmpty else { throw .notSent(.connectFailed("\(host) knows no owner of any slot")) }
        state.withLock { state in
            state.slots = [UInt16](repeating: 0, count: HashSlot.count)
            state.owners = []
            for range in ranges { state.assign(range.slots, to: range.owner) }
            state.version += 1
            state.isDoubted = false
        }
    }

    /// Waits on an event loop, which goes on while every thread of Swift's shared pool is busy.
    nonisolated(nonsending) func pause(_ amount: TimeAmount) async {
        await withCheckedContinuation { (caller: CheckedContinuation<Void, Never>) in
            _ = clock.scheduleTask(in: amount) { caller.resume() }
        }
    }

    // MARK: Closing

    func beginClosing() {
        for node in takeAll() { node.beginClosing() }
    }

    nonisolated(nonsending) func close() async {
        for node in takeAll() { await node.close() }
    }

    private func takeAll() -> [Node] {
        state.withLock { state in
            state.isClosed = true
            defer { state.nodes = [:] }
            return Array(state.nodes.values)
        }
    }
}

/// One line of `CLUSTER SLOTS`: slots in a row and the master that owns them.
private struct SlotRange {
    let slots: ClosedRange<Int>
    let owner: RedisHost

    init?(_ reply: RedisValue, toldBy teller: RedisHost) {
        guard let parts = reply.array, parts.count > 2, let first = parts[0].int, let last = parts[1].int,
            0 <= first, first <= last, last < HashSlot.count,
            let master = parts[2].array, master.count > 1, let port = master[1].int
        else { return nil }
        // A node that does not know its own address leaves it out; one that has no name for another says `?`.
        let host = master[0].string ?? ""
        if host == "?" { return nil }
        slots = first...last
        owner = RedisHost(host: host.isEmpty ? teller.host : host, port: port)
    }
}
