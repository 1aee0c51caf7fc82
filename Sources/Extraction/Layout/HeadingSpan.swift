/// Rows that are one heading.
struct HeadingSpan: Equatable {
    /// Of its first row.
    var start: Int
    var count: Int
    var level: Int
    var number: String?
    var text: String
}
