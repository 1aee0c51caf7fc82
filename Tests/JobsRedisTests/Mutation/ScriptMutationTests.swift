import Foundation
import RedisTesting
import Synchronization
import Testing

/// Proves the checks of the scripts: a guard taken out of any of them is noticed by some behaviour.
///
/// All mutants take minutes, so a plain test run tries a few of them; `scripts/chaos --mutate` tries all, and
/// `GALLEY_MUTATE=settle.lua,common.lua:55` those of some places.
@Suite struct ScriptMutationTests {
    @Test(.timeLimit(.minutes(60))) func everyGuardTakenOutIsNoticed() async throws {
        let wish = ProcessInfo.processInfo.environment["GALLEY_MUTATE"]
        let all = try ScriptMutant.all().filter { UnobservableGuards.reason(for: $0) == nil }
        let chosen =
            switch wish {
            case nil: stride(from: 5, to: all.count, by: all.count / 6).map { all[$0] }
            case "all": all
            case let places?:
                all.filter { mutant in
                    places.split(separator: ",").contains { "\(mutant.file):\(mutant.line)".hasPrefix($0) }
                }
            }
        let survivors = try await Self.survivors(of: chosen)
        print("mutants: \(chosen.count - survivors.count) of \(chosen.count) noticed")
        print("mutants: \(try ScriptMutant.all().count - all.count) cannot be observed, for reasons given")
        #expect(survivors.isEmpty)
    }

    @Test func everyReasonIsForAGuardThatStands() throws {
        for reason in UnobservableGuards.stale(among: try ScriptMutant.all()) { Issue.record("\(reason)") }
    }

    /// Two lanes, each with a server, share the work.
    private static func survivors(of mutants: [ScriptMutant]) async throws -> [String] {
        let rest = Mutants(mutants)
        return try await withThrowingTaskGroup(of: [String].self) { group in
            for _ in 0..<2 {
                group.addTask {
                    try await withRedisServer { server in
                        var lane = MutationLane(server)
                        var survivors: [String] = []
                        while let mutant = rest.next() {
                            let finder = try await lane.check(mutant)
                            print(
                                "mutant \(finder == nil ? "SURVIVED" : "noticed ")  \(mutant)  by \(finder ?? "nothing")"
                            )
                            if finder == nil { survivors.append(mutant.description) }
                        }
                        await lane.close()
                        return survivors
                    }
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    /// Handed out one by one.
    private final class Mutants: Sendable {
        private let rest: Mutex<[ScriptMutant]>

        init(_ all: [ScriptMutant]) { rest = Mutex(all.reversed()) }

        func next() -> ScriptMutant? { rest.withLock { $0.popLast() } }
    }
}
