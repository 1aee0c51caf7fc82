/// A row of a table as RTF defines it: pandoc reads the cells, but not how wide they are.
struct RTFRow: Equatable {
    /// The right edges of its cells, in twentieths of a point.
    var edges: [Int] = []
    /// Cells that only carry on the one to their left.
    var merged: Set<Int> = []
    /// Whether it is repeated on each page that the table goes over.
    var isHead = false
}

/// The rows of a file's tables, and the file with what pandoc needs to see them.
///
/// Pandoc takes for cells only paragraphs marked `\intbl`; packages that write tables leave the mark out, since Word does
/// not need it.
struct RTFRows {
    private(set) var rows: [RTFRow] = []
    private(set) var bytes: [UInt8] = []

    private static let escape = UInt8(ascii: "\\")
    private static let mark = Array("\\intbl".utf8)

    init(_ source: [UInt8]) {
        bytes.reserveCapacity(source.count + source.count / 16)
        var row = RTFRow()
        var isInRow = false
        var isMerged = false
        var index = 0
        while index < source.count {
            guard source[index] == Self.escape, let word = Self.word(source, at: index + 1) else {
                // What a backslash sets apart, such as a brace, is no keyword.
                let end = min(index + (source[index] == Self.escape ? 2 : 1), source.count)
                bytes += source[index..<end]
                index = end
                continue
            }
            bytes += source[index..<word.end]
            index = word.end
            switch word.name {
            case "trowd": (row, isInRow, isMerged) = (RTFRow(), true, false)
            case "trhdr": row.isHead = true
            case "clmrg": isMerged = true
            case "cellx":
                if isMerged { row.merged.insert(row.edges.count) }
                row.edges.append(word.number ?? 0)
                isMerged = false
            case "row":
                rows.append(row)
                isInRow = false
            case "pard" where isInRow: bytes += Self.mark
            default: break
            }
        }
    }

    /// A keyword and the number behind it; nil where none begins.
    private static func word(_ source: [UInt8], at start: Int) -> (name: String, number: Int?, end: Int)? {
        var end = start
        while end < source.count, (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(source[end]) { end += 1 }
        guard end > start else { return nil }
        let name = String(decoding: source[start..<end], as: UTF8.self)
        var number = end
        if number < source.count, source[number] == UInt8(ascii: "-") { number += 1 }
        while number < source.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(source[number]) { number += 1 }
        guard let value = Int(String(decoding: source[end..<number], as: UTF8.self)) else { return (name, nil, end) }
        return (name, value, number)
    }
}

extension Table {
    /// Cells whose edges differ by less are one column's, in twentieths of a point.
    private static let tolerance = 30

    /// This table with the widths of its cells as spans; nil where the rows do not fit it.
    ///
    /// - Parameter shapes: Of its rows, one each.
    func shaped(by shapes: ArraySlice<RTFRow>) -> Table? {
        guard shapes.count == rows.count, zip(shapes, rows).allSatisfy({ $0.edges.count <= $1.count }) else {
            return nil
        }
        let edges = shapes.flatMap(\.edges).sorted().reduce(into: [Int]()) { columns, edge in
            if columns.last.map({ edge - $0 > Self.tolerance }) ?? true { columns.append(edge) }
        }
        var table = self
        table.rows = zip(shapes, rows).map { Self.row($0, $1, columns: edges) }
        table.headerRows = max(headerRows, shapes.prefix(while: \.isHead).count)
        return table
    }

    private static func row(_ shape: RTFRow, _ cells: [Cell], columns: [Int]) -> [Cell] {
        var row: [Cell] = []
        var left = 0
        for (index, edge) in shape.edges.enumerated() {
            let right = columns.prefix { $0 <= edge + tolerance }.count
            var cell = cells[index]
            cell.columnSpan = max(1, right - left)
            if shape.merged.contains(index), !row.isEmpty {
                row[row.count - 1].columnSpan += cell.columnSpan
            } else {
                row.append(cell)
            }
            left = max(left, right)
        }
        return row
    }
}
