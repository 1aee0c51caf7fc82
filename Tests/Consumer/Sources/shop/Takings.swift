import Foundation
import Jobs

/// Counts the takings of the day that ended with the tick.
struct CountTakings: PerformableJob {
    static let name = "shop.takings"
    static let options = JobOptions(queue: "office")

    var until: Date

    func perform(in context: JobContext) async throws -> String {
        "takings until \(until.formatted(.iso8601))"
    }
}

/// Puts back what nobody paid for.
struct SweepCarts: PerformableJob {
    static let name = "shop.sweep"
    static let options = JobOptions(queue: "office", retry: .never)

    func perform(in context: JobContext) async throws -> NoOutput {
        NoOutput()
    }
}

extension PeriodicJob {
    /// At three in the morning of the shop's own time; after an outage, once for all the nights that were missed.
    static func takings() throws -> PeriodicJob {
        PeriodicJob("takings", schedule: try .cron("0 3 * * *", timeZone: "Europe/Berlin")) { tick in
            CountTakings(until: tick)
        }
    }

    /// Every two seconds; a round that is late is left out.
    static var sweep: PeriodicJob {
        PeriodicJob("sweep", schedule: .every(.seconds(2)), missed: .skip(after: .seconds(1))) { _ in SweepCarts() }
    }
}
