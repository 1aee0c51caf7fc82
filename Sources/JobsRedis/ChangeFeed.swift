import Jobs
import Logging
import Redis

/// Reads each shard's stream of changes once per process and wakes those who wait for a workflow.
actor ChangeFeed {
    private let client: RedisClient
    /// What is read together: all of them, or in a Cluster, where one command reads one slot, each apart.
    private let groups: [[String]]
    private let logger: Logger
    private var listeners: [String: [Int: AsyncStream<Void>.Continuation]] = [:]
    private var nextTicket = 0
    private var positions: [String: String] = [:]
    private var starting: Task<Void, any Error>?
    private var readers: [Int: Task<Void, Never>] = [:]

    /// How long one read blocks; nothing depends on it but how soon an idle feed ends.
    private static let block = Duration.seconds(5)

    init(client: RedisClient, shards: Int, logger: Logger) {
        self.client = client
        let streams = (0..<shards).map { RedisKeys(shard: $0).changes }
        self.groups = client.isCluster ? streams.map { [$0] } : [streams]
        self.logger = logger
    }

    deinit { for reader in readers.values { reader.cancel() } }

    /// Returns when the workflow changes or the time is up.
    ///
    /// - Parameter hasChanged: asked once, after this call has begun to listen, so that no change between the
    ///   caller's last look and now is missed.
    func wait(
        for id: WorkflowID, atMost limit: Duration, hasChanged: @Sendable () async throws -> Bool
    ) async throws {
        try await start()
        let (stream, ticket) = listen(to: id.description)
        defer { stopListening(id.description, ticket) }
        if try await hasChanged() { return }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { for await _ in stream { return } }
            group.addTask { try await Task.sleep(for: limit) }
            try await group.next()
            group.cancelAll()
        }
    }

    private func listen(to id: String) -> (AsyncStream<Void>, Int) {
        nextTicket += 1
        let (stream, continuation) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        listeners[id, default: [:]][nextTicket] = continuation
        for (number, streams) in groups.enumerated() where readers[number] == nil {
            readers[number] = Task { [weak self] in await self?.readUntilIdle(streams, number) }
        }
        return (stream, nextTicket)
    }

    private func stopListening(_ id: String, _ ticket: Int) {
        listeners[id]?[ticket]?.finish()
        listeners[id]?[ticket] = nil
        if listeners[id]?.isEmpty == true { listeners[id] = nil }
    }

    /// Notes where the streams that nobody reads end now; what is added later will be read.
    private func start() async throws {
        let streams = groups.indices.filter { readers[$0] == nil }.flatMap { groups[$0] }
        guard !streams.isEmpty else { return }
        if starting == nil {
            starting = Task {
                let newest = try await client.send(
                    streams.map { ["XREVRANGE", .string($0), "+", "-", "COUNT", 1] }, resend: true)
                for (stream, reply) in zip(streams, newest) {
                    positions[stream] = reply.array?.first?.array?.first?.string ?? "0-0"
                }
            }
        }
        defer { starting = nil }
        do {
            try await starting?.value
        } catch let error as RedisError {
            throw BrokerError(error)
        }
    }

    private func readUntilIdle(_ streams: [String], _ number: Int) async {
        while !listeners.isEmpty && !Task.isCancelled {
            do {
                let milliseconds = Int(Self.block.milliseconds)
                let command = RedisCommand(
                    "XREAD",
                    ["BLOCK", .init(milliseconds), "STREAMS"] + streams.map { .string($0) }
                        + streams.map { .string(positions[$0] ?? "$") })
                deliver(try await client.blocking(command, blockFor: Self.block))
            } catch {
                // The connection is made again by the client. Who waits looks for himself, since changes may have passed.
                logger.warning("cannot read the changes of workflows", metadata: ["error": "\(error)"])
                wakeAll()
                break
            }
        }
        readers[number] = nil
    }

    private func deliver(_ reply: RedisValue) {
        for entry in reply.array ?? [] {
            guard let pair = entry.array, pair.count == 2, let stream = pair[0].string else { continue }
            for change in pair[1].array ?? [] {
                guard let parts = change.array, parts.count == 2 else { continue }
                if let position = parts[0].string { positions[stream] = position }
                guard let id = parts[1].map?["w"]?.string else { continue }
                for continuation in listeners[id].map({ Array($0.values) }) ?? [] { continuation.yield() }
            }
        }
    }

    private func wakeAll() {
        for continuation in listeners.values.flatMap(\.values) { continuation.yield() }
    }
}
