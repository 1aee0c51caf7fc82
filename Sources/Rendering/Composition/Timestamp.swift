/// The date of a document in the form that OOXML asks for (W3CDTF, to the second, UTC).
struct Timestamp: Sendable, Equatable {
    /// Such as `2026-03-01T12:00:00Z`.
    let text: String

    /// - Parameter date: ISO 8601 as `2026-03-01` or `2026-03-01T12:00:00Z`; fractions of a second are cut off.
    /// - Throws: ``RenderingFailure/unreadableDate(_:)``
    init(_ date: String) throws {
        guard let match = date.wholeMatch(of: /(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}:\d{2})(?:\.\d+)?Z)?/) else {
            throw RenderingFailure.unreadableDate(date)
        }
        text = "\(match.1)T\(match.2 ?? "00:00:00")Z"
    }

    /// The form of PDF's document information, such as `D:20260301120000Z`.
    var pdf: String {
        "D:" + text.filter { $0.isASCII && $0.isNumber } + "Z"
    }
}
