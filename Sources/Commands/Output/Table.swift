/// Rows under a heading, in columns as wide as their widest cell.
struct Table: Equatable {
    var heading: [String]
    var rows: [[String]]
    /// Shown instead of an empty table.
    var empty = "none"

    /// Ends with a newline.
    var text: String {
        guard !rows.isEmpty else { return empty + "\n" }
        let lines = (heading.isEmpty ? [] : [heading]) + rows
        let widths = (0..<(lines.map(\.count).max() ?? 0)).map { column in
            lines.map { $0.indices.contains(column) ? $0[column].count : 0 }.max() ?? 0
        }
        return lines.map { Self.line($0, widths) + "\n" }.joined()
    }

    private static func line(_ cells: [String], _ widths: [Int]) -> String {
        let padded = zip(cells, widths).map { cell, width in
            cell + String(repeating: " ", count: width - cell.count)
        }
        var line = padded.joined(separator: "  ")
        while line.hasSuffix(" ") { line.removeLast() }
        return line
    }
}
