import Foundation

/// The words for one value in a table.
enum Cell {
    static let nothing = "-"

    /// A span in the largest unit that keeps two figures: `850 ms`, `12 s`, `3 min`, `5 h`, `2 d`.
    static func span(milliseconds: Int) -> String {
        switch max(0, milliseconds) {
        case let span where span < 1_000: "\(span) ms"
        case let span where span < 120_000: "\(span / 1_000) s"
        case let span where span < 7_200_000: "\(span / 60_000) min"
        case let span where span < 172_800_000: "\(span / 3_600_000) h"
        case let span: "\(span / 86_400_000) d"
        }
    }

    /// How long ago an instant was, or how far it lies ahead.
    static func age(_ date: Date?, now: Date) -> String {
        guard let date else { return nothing }
        let milliseconds = Int(now.timeIntervalSince(date) * 1_000)
        return milliseconds >= 0 ? "\(span(milliseconds: milliseconds)) ago" : "in \(span(milliseconds: -milliseconds))"
    }

    static func percent(_ fraction: Double) -> String { "\(Int((fraction * 100).rounded())) %" }

    static func date(_ date: Date?) -> String {
        date.map { $0.formatted(.iso8601) } ?? nothing
    }

    /// One line of at most `width` characters.
    static func short(_ text: String, width: Int = 60) -> String {
        let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
        return line.count > width ? line.prefix(width - 1) + "…" : line
    }
}
