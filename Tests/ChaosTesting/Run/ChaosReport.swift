import Foundation
import Jobs

/// The outcome of a run.
public struct ChaosReport: Sendable, CustomStringConvertible {
    public let seed: UInt64
    public let counts: ChaosCounts
    public let violations: [Violation]
    /// What the logs tell of the first job with a violation, in the order of time.
    public let evidence: [HistoryEvent]
    public let elapsed: Duration

    /// Nothing is broken, and enough has happened for that to mean something.
    public var isGood: Bool { violations.isEmpty && counts.shortfalls.isEmpty }

    public var description: String {
        let figures = counts.figures.map { "\($0.name) \($0.count)" }.joined(separator: ", ")
        var lines = ["seed \(seed), \(Int(elapsed.seconds)) s: \(figures)"]
        lines += counts.shortfalls.map { "  too little: \($0)" }
        lines += violations.prefix(50).map { "  broken: \($0)" }
        if violations.count > 50 { lines.append("  … and \(violations.count - 50) more") }
        lines += evidence.map { "    \($0.at / 1000) µs \($0.by): \($0.what)" }
        lines.append("  \(violations.count) violations")
        return lines.joined(separator: "\n")
    }
}
