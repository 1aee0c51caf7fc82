import ChaosTesting
import Jobs
import Testing

/// A short form of `scripts/chaos`: real workers, a real Redis, one fault of each kind, one fixed seed.
@Suite(.serialized) struct ChaosTests {
    @Test(.timeLimit(.minutes(5))) func aShortRunOfEveryFaultKeepsEveryPromise() async throws {
        let report = try await ChaosRun.play(ChaosPlan(seed: 11, jobs: 600, faults: 7))
        print(report)
        #expect(report.violations.isEmpty)
        #expect(report.counts.shortfalls.isEmpty)
    }

    @Test func aSeedGivesTheSamePlanAgainAndAnotherGivesAnother() {
        let plans = [7, 7, 8].map { ChaosPlan(seed: $0, jobs: 300, faults: 9) }
        #expect(Self.text(plans[0]) == Self.text(plans[1]))
        #expect(Self.text(plans[0]) != Self.text(plans[2]))
    }

    private static func text(_ plan: ChaosPlan) -> [String] {
        plan.rounds.map { round in
            round.fault.word + " " + round.offers.flatMap(\.jobs).map(\.description).joined(separator: " ")
        }
    }
}
