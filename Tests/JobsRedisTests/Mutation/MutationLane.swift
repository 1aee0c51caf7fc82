import JobsTesting
import Logging
import Redis
import RedisTesting
import Synchronization
import Testing

/// Runs behaviours against mutants, one after the other, on a Redis of its own.
struct MutationLane {
    /// A behaviour takes far less; a mutant that goes on for ever is noticed by this.
    private static let patience = Duration.seconds(20)
    private static let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })

    private let server: RedisTestServer
    private var client: RedisClient
    /// Those that found the last mutants first: neighbours in a file are found by the same ones.
    private var checks = BrokerBehaviour.all.map(Check.contract) + RedisBehaviour.all.map(Check.scripts)

    init(_ server: RedisTestServer) {
        self.server = server
        client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: Self.logger)
    }

    func close() async { await client.close() }

    /// - Returns: what noticed the mutant; nil when nothing did.
    mutating func check(_ mutant: ScriptMutant) async throws -> String? {
        for (place, check) in checks.enumerated() {
            try await clear()
            let outcome = await outcome(of: check, mutant)
            if outcome == .kept { continue }
            if outcome == .endless { try await restart() }
            checks.insert(checks.remove(at: place), at: 0)
            return check.description + (outcome == .endless ? ", which never ended" : "")
        }
        return nil
    }

    /// What every broker must pass, and what only the scripts must.
    private enum Check: Sendable {
        case contract(BrokerBehaviour)
        case scripts(RedisBehaviour)

        var description: String {
            switch self {
            case .contract(let behaviour): behaviour.testDescription
            case .scripts(let behaviour): behaviour.testDescription
            }
        }

        func run(_ client: RedisClient, _ mutant: ScriptMutant) async throws {
            switch self {
            case .contract(let behaviour):
                try await behaviour.check(
                    RedisBrokerUnderTest(client: client, logger: MutationLane.logger, scripts: mutant.change))
            case .scripts(let behaviour):
                try await behaviour.check(client, logger: MutationLane.logger, scripts: mutant.change)
            }
        }
    }

    private enum Outcome {
        case kept, broken, endless
    }

    private func outcome(of check: Check, _ mutant: ScriptMutant) async -> Outcome {
        let isBroken = Flag()
        let client = client
        return await withTaskGroup(of: Outcome.self) { group in
            group.addTask {
                do {
                    try await withKnownIssue(isIntermittent: true) {
                        try await check.run(client, mutant)
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

    private mutating func clear() async throws {
        do {
            _ = try await client.send(["FLUSHALL", "SYNC"], resend: true)
        } catch {
            // A script of the last mutant that never ends, although its check has failed already.
            try await restart()
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
