/// Sees a line of plain text as a row of a page on which every character has the same width.
enum TextGrid {
    /// In points; only the proportions matter.
    static let cell = (width: 6.0, height: 10.0, line: 12.0)

    /// The words of a line with their places; nil for a blank line.
    static func row(of line: String, line number: Int) -> LayoutRow? {
        var words: [LayoutWord] = []
        var column = 0
        let top = Double(number) * cell.line
        for piece in line.split(separator: " ", omittingEmptySubsequences: false) {
            if !piece.isEmpty {
                words.append(
                    LayoutWord(
                        text: String(piece), x0: Double(column) * cell.width, y0: top,
                        x1: Double(column + piece.count) * cell.width, y1: top + cell.height))
            }
            column += piece.count + 1
        }
        return LayoutRow(page: 1, words: words)
    }
}
