import ChaosTesting
import Foundation
import Jobs
import Testing

/// The agents of workers on a clock of their own, against a broker that loses, delays and repeats.
@Suite(.serialized) struct VirtualHistoryTests {
    /// `GALLEY_HISTORIES` plays more of them, `GALLEY_HISTORY_SEED` begins elsewhere.
    private static let count = UInt64(ProcessInfo.processInfo.environment["GALLEY_HISTORIES"] ?? "") ?? 2000
    private static let first = UInt64(ProcessInfo.processInfo.environment["GALLEY_HISTORY_SEED"] ?? "") ?? 1

    @Test(.timeLimit(.minutes(30))) func everySeededHistoryKeepsEveryPromise() async throws {
        let (first, many) = (Self.first, Self.count)
        let total = try await withThrowingTaskGroup(of: Sums.self) { group in
            for lane in UInt64(0)..<2 {
                group.addTask {
                    try await Self.onThread {
                        var sums = Sums()
                        for seed in stride(from: first + lane, to: first + many, by: 2) {
                            let played = try VirtualHistory(seed: seed)
                            Self.judge(played)
                            sums.add(played)
                        }
                        return sums
                    }
                }
            }
            return try await group.reduce(into: Sums()) { $0.add($1) }
        }
        print(total)
        let count = Int(many)
        // Histories in which nothing went wrong would have tested nothing.
        #expect(total.killed > count / 10 && total.reclaimed > count / 10)
        #expect(total.lostReplies > count && total.repeated > count && total.late > count)
        #expect(total.staleRefused > count / 30 && total.sentAgain > count)
    }

    @Test func aSeedGivesTheSameHistoryAgain() async throws {
        let events = try await Self.onThread { try (0..<2).map { _ in try VirtualHistory(seed: 5).history.events } }
        #expect(events[0] == events[1])
        #expect(!events[0].isEmpty)
    }

    private static func judge(_ played: VirtualHistory) {
        let violations = HistoryChecker.check(played.history)
        #expect(played.isOver, "seed \(played.seed): a process does not end")
        #expect(violations.isEmpty, "seed \(played.seed)")
        guard let id = violations.first?.id else { return }
        for event in played.history.events(about: id) { print("  \(event.at / 1000) µs \(event.by): \(event.what)") }
    }

    /// A world keeps its thread busy to its end, so it has one of its own.
    private static func onThread<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value
    {
        try await withCheckedThrowingContinuation { continuation in
            let thread = Thread { continuation.resume(with: Result { try body() }) }
            thread.stackSize = 8 << 20
            thread.start()
        }
    }
}

/// What went wrong in many worlds.
private struct Sums: Sendable, CustomStringConvertible {
    var histories = 0
    var events = 0
    var killed = 0
    var reclaimed = 0
    var lostRequests = 0
    var lostReplies = 0
    var late = 0
    var repeated = 0
    var staleRefused = 0
    var sentAgain = 0

    mutating func add(_ played: VirtualHistory) {
        histories += 1
        events += played.history.events.count
        killed += played.killed
        reclaimed += played.reclaimed
        for way in played.ways {
            lostRequests += way.lostRequests
            lostReplies += way.lostReplies
            late += way.late
            repeated += way.repeated
        }
        var seen: Set<HistoryEvent.Held> = []
        for event in played.history.events {
            switch event.what {
            case .settleSent(_, let endings): sentAgain += endings.count { !seen.insert($0.held).inserted }
            case .settleAnswered(_, let answers): staleRefused += answers.count { $0 != LeaseAnswer.accepted.rawValue }
            default: break
            }
        }
    }

    mutating func add(_ other: Sums) {
        for figure in Self.figures { self[keyPath: figure] += other[keyPath: figure] }
    }

    private static var figures: [WritableKeyPath<Sums, Int>] {
        [
            \.histories, \.events, \.killed, \.reclaimed, \.lostRequests, \.lostReplies, \.late, \.repeated,
            \.staleRefused, \.sentAgain,
        ]
    }

    var description: String {
        """
        virtual histories \(histories), events \(events), killed \(killed), reclaimed \(reclaimed), requests lost \
        \(lostRequests), replies lost \(lostReplies), late \(late), repeated \(repeated), stale ends refused \
        \(staleRefused), ends sent again \(sentAgain)
        """
    }
}
