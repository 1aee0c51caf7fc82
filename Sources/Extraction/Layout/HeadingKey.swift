/// A title reduced to what must agree between a table of contents and the text: its letters and digits.
enum HeadingKey {
    static func key(_ text: String) -> String {
        String(
            String.UnicodeScalarView(
                text.lowercased().unicodeScalars.filter { $0.properties.isAlphabetic || ("0"..."9").contains($0) }))
    }
}

/// Rows that are one heading.
struct HeadingSpan: Equatable {
    /// Of its first row.
    var start: Int
    var count: Int
    var level: Int
    var number: String?
    var text: String
}
