/// Tells text set in two columns from a table, and reads one column after the other.
enum Columns {
    /// Fewer rows than this are a table, not columns of prose.
    private static let fewestRows = 12

    /// Where the empty strip between two columns of prose is; nil when the page has one column.
    static func gutter(of rows: [LayoutRow], pageWidth: Double) -> Double? {
        let parted = rows.filter { $0.segments.count >= 2 }
        guard parted.count >= fewestRows else { return nil }
        let middle = pageWidth / 2
        let candidates = stride(from: middle - pageWidth / 10, through: middle + pageWidth / 10, by: 2)
        let counted = candidates.map { (place: $0, crossings: crossings(rows, at: $0)) }
        guard let gutter = counted.max(by: { $0.crossings > $1.crossings })?.place else { return nil }
        let both = rows.filter { sides(of: $0, at: gutter) != nil }
        guard both.count >= fewestRows, crossings(rows, at: gutter) * 6 < rows.count else { return nil }
        // Prose fills its column with words; a table's cells do not.
        let lengths = both.compactMap { sides(of: $0, at: gutter) }
        let unbroken = lengths.count { $0.left.segments.count == 1 && $0.right.segments.count == 1 }
        guard unbroken * 10 >= lengths.count * 8 else { return nil }
        let left = lengths.map(\.left.words.count).sorted()[lengths.count / 2]
        let right = lengths.map(\.right.words.count).sorted()[lengths.count / 2]
        return left >= 5 && right >= 5 ? gutter : nil
    }

    /// Rows across both columns stay where they are; between two of them, the left column comes before the right.
    static func readingOrder(of rows: [LayoutRow], gutter: Double) -> [LayoutRow] {
        var ordered: [LayoutRow] = []
        var left: [LayoutRow] = []
        var right: [LayoutRow] = []
        func flush() {
            ordered += left + right
            left = []
            right = []
        }
        for row in rows {
            if let sides = sides(of: row, at: gutter) {
                left.append(sides.left)
                right.append(sides.right)
            } else if row.x1 <= gutter {
                left.append(row)
            } else if row.x0 >= gutter {
                right.append(row)
            } else {
                flush()
                ordered.append(row)
            }
        }
        flush()
        return ordered
    }

    private static func crossings(_ rows: [LayoutRow], at gutter: Double) -> Int {
        rows.count { row in row.words.contains { $0.x0 < gutter - 2 && $0.x1 > gutter + 2 } || isUnbroken(row, gutter) }
    }

    /// Words on both sides with no more than a blank between: one line of prose over the whole page.
    private static func isUnbroken(_ row: LayoutRow, _ gutter: Double) -> Bool {
        row.segments.contains { $0.x0 < gutter - 2 && $0.x1 > gutter + 2 }
    }

    private static func sides(of row: LayoutRow, at gutter: Double) -> (left: LayoutRow, right: LayoutRow)? {
        guard !isUnbroken(row, gutter),
            let left = LayoutRow(page: row.page, words: row.words.filter { $0.x1 <= gutter + 2 }),
            let right = LayoutRow(page: row.page, words: row.words.filter { $0.x0 >= gutter - 2 })
        else { return nil }
        return (left, right)
    }
}
