import JobsTesting
import Logging
import Redis
import RedisTesting
import Synchronization
import Testing

/// Runs behaviours against mutants, one after the other, on a Redis of its own.
struct MutationLane {
    /// A behaviour takes far less; a mutant that goes on for ever is noticed by this.
    private static let patience = Duration.seconds(8)
    private static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private let server: RedisTestServer
    private var client: RedisClient
    /// Those that found the last mutants first: neighbours in a file are found by the same ones.
    private var behaviours = BrokerBehaviour.all

    init(_ server: RedisTestServer) {
        self.server = server
        client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: Self.logger)
    }

    func close() async { await client.close() }

    /// - Returns: what noticed the mutant; nil when nothing did.
    mutating func check(_ mutant: ScriptMutant) async throws -> String? {
        for (place, behaviour) in behaviours.enumerated() {
            _ = try await client.send(["FLUSHALL", "SYNC"], resend: true)
            let subject = RedisBrokerUnderTest(client: client, logger: Self.logger, scripts: mutant.change)
            switch await outcome(of: behaviour, on: subject) {
            case .kept: continue
            case .endless: try await restart()
            case .broken: break
            }
            behaviours.insert(behaviours.remove(at: place), at: 0)
            return behaviour.testDescription
        }
        return nil
    }

    private enum Outcome {
        case kept, broken, endless
    }

    private func outcome(of behaviour: BrokerBehaviour, on subject: RedisBrokerUnderTest) async -> Outcome {
        let isBroken = Flag()
        return await withTaskGroup(of: Outcome.self) { group in
            group.addTask {
                do {
                    try await withKnownIssue(isIntermittent: true) {
                        try await behaviour.check(subject)
                    } matching: { _ in
                        isBroken.raise()
                        return true
                    }
                } catch {
                    isBroken.raise()
                }
                return isBroken.isRaised ? .broken : .kept
            }
            group.addTask {
                // Cancelled when the behaviour has ended.
                try? await Task.sleep(for: Self.patience)
                return .endless
            }
            let first = await group.next() ?? .endless
            // A script that never ends answers nobody; only its server's end does.
            if first == .endless { await server.kill() }
            group.cancelAll()
            return first
        }
    }

    private mutating func restart() async throws {
        await client.close()
        await server.kill()
        try await server.restart()
        client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: Self.logger)
    }

    private final class Flag: Sendable {
        private let value = Atomic(false)
        var isRaised: Bool { value.load(ordering: .acquiring) }
        func raise() { value.store(true, ordering: .releasing) }
    }
}
