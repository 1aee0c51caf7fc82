/// What the layout of tables goes by.
struct TableMetrics: Sendable, Equatable {
    /// Between the margins of the upright page and of the one on its side, in twips.
    var portraitWidth = ReferenceDocument.Page.letter.textWidth
    var landscapeWidth = ReferenceDocument.Page.letter.turned.textWidth
    /// Of the text in cells, in points; smaller only where even a landscape page is too narrow for the longest words.
    var size = 9.0
    /// Left and right padding of a cell together, in twips.
    var cellPadding = 2 * 70
    /// How wide the font runs, beside Times.
    var stretch = 1.0

    static let standard = TableMetrics()
    static let smallestSize = 7.0

    /// The sizes to be tried, the largest first.
    var sizes: [Double] {
        [size] + [8.0, Self.smallestSize].filter { $0 < size }
    }
}
