/// Finds rows that form a table by the white strips that run down between their cells.
enum TableFinder {
    /// A stretch of rows that is a table.
    struct Found: Equatable {
        var rows: Range<Int>
        /// Left and right edge of each column.
        var columns: [ClosedRange<Double>]
    }

    /// - Parameter rows: Rows between two headings or captions, in reading order.
    static func tables(in rows: ArraySlice<LayoutRow>) -> [Found] {
        var found: [Found] = []
        var start = rows.startIndex
        while start < rows.endIndex {
            guard rows[start].segments.count >= 2 else {
                start += 1
                continue
            }
            let end = end(from: start, in: rows)
            if var table = table(rows[start..<end]) {
                table.rows = head(of: table, in: rows, after: found.last?.rows.upperBound)..<end
                found.append(table)
            }
            start = end
        }
        return found
    }

    /// The row after the last that may belong to a table starting here.
    private static func end(from start: Int, in rows: ArraySlice<LayoutRow>) -> Int {
        var lastParted = start
        var parted = [rows[start]]
        // Of the rows parted so far; made when asked for, since most rows of a table are parted themselves.
        var known: [ClosedRange<Double>]?
        var index = start + 1
        var left = rows[start].x0
        while index < rows.endIndex, rows[index].page == rows[start].page {
            let row = rows[index]
            if row.y0 - rows[index - 1].y1 > 4 * max(row.height, 8) || row.y0 < rows[index - 1].y0 { break }
            if isNote(row) { break }
            if row.segments.count >= 2 {
                lastParted = index
                parted.append(row)
                known = nil
                left = min(left, row.x0)
            } else {
                let columns = known ?? columns(of: parted)
                known = columns
                if crossesGutters(row, columns) { break }
                if index - lastParted > mostOfOnePiece, !goesOnInCell(row, columns) { break }
                if row.x0 < left - 30, !namesRows(row, before: index + 1, in: rows) { break }
            }
            index += 1
        }
        return includeTail(lastParted + 1, rows: rows, columns: known ?? columns(of: parted))
    }

    /// After more rows of one piece than this, the next must be a cell's, such as that of remarks beside empty ones.
    private static let mostOfOnePiece = 6

    /// Whether a row of one piece lies within a column that is not the first; of two, the second may be text set apart.
    private static func goesOnInCell(_ row: LayoutRow, _ columns: [ClosedRange<Double>]) -> Bool {
        columns.count > 2
            && columns.dropFirst().contains { $0.lowerBound - 2 <= row.x0 && row.x1 <= $0.upperBound + 2 }
    }

    /// Where a table begins whose first rows hold one piece: what stands over several of its columns, or a line of a cell
    /// that its neighbours, set in the middle, stand beside.
    private static func head(of table: Found, in rows: ArraySlice<LayoutRow>, after last: Int?) -> Int {
        let first = table.columns[0]
        var start = table.rows.lowerBound
        while start > last ?? rows.startIndex, table.rows.lowerBound - start < 4,
            rows[start - 1].page == rows[start].page
        {
            let row = rows[start - 1]
            let gap = rows[start].y0 - row.y1
            let isBeside = gap < -0.2 * row.height && row.y0 < rows[start].y0
            let isOver = table.columns.count >= 3 && row.x0 > first.upperBound && gap < 0.5 * row.height
            let starts = table.columns.dropFirst().count { column in
                row.words.contains { abs($0.x0 - column.lowerBound) < 2 }
            }
            // Its cells may be as close to each other as the words of prose.
            let isCells = starts >= max(2, table.columns.count / 2) && gap < 0.5 * row.height
            let isWithin = row.x1 <= (table.columns.last?.upperBound ?? 0) + 20
            guard isCells || isBeside || isOver && isWithin else { break }
            start -= 1
        }
        return start
    }

    /// A line under a table that explains it: also `X = Performed at this visit`, or one that opens with a raised letter.
    static func isNote(_ row: LayoutRow) -> Bool {
        let words = row.text.split(separator: " ", maxSplits: 2)
        if TableNote.isNote(row.text) || (words.count > 2 && words[1] == "=" && words[0].count <= 4) { return true }
        guard row.words.count >= 5, row.segments.count <= 2 else { return false }
        let (mark, next) = (row.words[0], row.words[1])
        return mark.text.count == 1 && mark.height < 0.8 * next.height && mark.middle < next.middle
            && next.text.first?.isUppercase == true
    }

    /// Whether a row of one piece left of all so far opens a group of rows: the head of a table often has no first cell.
    private static func namesRows(_ row: LayoutRow, before next: Int, in rows: ArraySlice<LayoutRow>) -> Bool {
        guard next < rows.endIndex, rows[next].page == row.page, rows[next].segments.count >= 3 else { return false }
        return rows[next].y0 - row.y1 < 1.5 * row.height && abs(rows[next].x0 - row.x0) < 30
            && row.x1 < rows[next].segments[1].x0
    }

    /// Rows right below that only continue a cell.
    private static func includeTail(
        _ end: Int, rows: ArraySlice<LayoutRow>, columns: [ClosedRange<Double>]
    ) -> Int {
        var end = end
        while end < rows.endIndex, rows[end].page == rows[end - 1].page, rows[end].segments.count == 1,
            rows[end].y0 - rows[end - 1].y1 < 0.6 * rows[end].height, !isNote(rows[end]),
            columns.dropFirst(rows[end].text.first?.isLowercase == true ? 0 : 1).contains(where: {
                $0.lowerBound - 2 <= rows[end].x0 && rows[end].x1 <= $0.upperBound + 20
            })
        { end += 1 }
        return end
    }

    /// Whether a row of one piece runs over a strip that all rows so far leave empty: prose, unless it is a short title
    /// within the table.
    private static func crossesGutters(_ row: LayoutRow, _ columns: [ClosedRange<Double>]) -> Bool {
        let crossed = zip(columns, columns.dropFirst()).count { left, right in
            row.x0 < left.upperBound && row.x1 > right.lowerBound
        }
        let width = (columns.last?.upperBound ?? 0) - (columns.first?.lowerBound ?? 0)
        return crossed > 0 && row.width > 0.6 * width
    }

    private static func table(_ rows: ArraySlice<LayoutRow>) -> Found? {
        let parted = rows.filter { $0.segments.count >= 2 }
        let columns = columns(of: parted)
        guard columns.count >= 2, parted.count >= (columns.count >= 3 ? 2 : 3), !isProse(parted, columns) else {
            return nil
        }
        return Found(rows: rows.startIndex..<rows.endIndex, columns: columns)
    }

    /// Lines of prose with a wide blank after a full stop happen to look like two columns.
    private static func isProse(_ rows: [LayoutRow], _ columns: [ClosedRange<Double>]) -> Bool {
        guard columns.count == 2, let height = rows.first?.height else { return false }
        // A column's cells begin at one place; a blank in prose is anywhere.
        let aligned = rows.count { row in row.segments.contains { abs($0.x0 - columns[1].lowerBound) < 2.5 } }
        if aligned * 10 >= rows.count * 6 { return false }
        let words = rows.flatMap(\.segments).map { $0.text.split(separator: " ").count }
        return columns[1].lowerBound - columns[0].upperBound < 1.5 * height && words.reduce(0, +) > 4 * words.count
    }

    /// The columns that most rows agree on: pieces that would join two columns span them and are left out.
    static func columns(of rows: [LayoutRow]) -> [ClosedRange<Double>] {
        let pieces = rows.flatMap { $0.segments.map { $0.x0...$0.x1 } }.sorted { width($0) < width($1) }
        var columns: [ClosedRange<Double>] = []
        for piece in pieces {
            let touched = columns.indices.filter { columns[$0].overlaps(piece) }
            if touched.isEmpty {
                columns.append(piece)
            } else if touched.count == 1 {
                let column = columns[touched[0]]
                columns[touched[0]] =
                    min(column.lowerBound, piece.lowerBound)...max(column.upperBound, piece.upperBound)
            } else if rows.count(where: { parts($0, touched.map { columns[$0] }) }) == 0 {
                // No row has anything in both: they are one column of short and of indented pieces.
                columns = merged(columns, touched, piece)
            }
            columns = separated(columns.sorted { $0.lowerBound < $1.lowerBound })
        }
        return columns
    }

    private static func width(_ range: ClosedRange<Double>) -> Double { range.upperBound - range.lowerBound }

    private static func parts(_ row: LayoutRow, _ columns: [ClosedRange<Double>]) -> Bool {
        let hit = columns.filter { column in row.segments.contains { ($0.x0...$0.x1).overlaps(column) } }
        let spanning = row.segments.contains { segment in columns.count { ($0).overlaps(segment.x0...segment.x1) } > 1 }
        return hit.count > 1 && !spanning
    }

    private static func merged(
        _ columns: [ClosedRange<Double>], _ touched: [Int], _ piece: ClosedRange<Double>
    ) -> [ClosedRange<Double>] {
        let joined = touched.map { columns[$0] } + [piece]
        let low = joined.map(\.lowerBound).min() ?? piece.lowerBound
        let high = joined.map(\.upperBound).max() ?? piece.upperBound
        return columns.enumerated().filter { !touched.contains($0.offset) }.map(\.element) + [low...high]
    }

    /// Joins columns that grew into each other.
    private static func separated(_ columns: [ClosedRange<Double>]) -> [ClosedRange<Double>] {
        columns.reduce(into: []) { result, column in
            if let last = result.last, last.overlaps(column) {
                result[result.count - 1] = last.lowerBound...max(last.upperBound, column.upperBound)
            } else {
                result.append(column)
            }
        }
    }
}
