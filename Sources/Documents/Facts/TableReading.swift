import Extraction

/// A table as people read it: columns with their whole heading, rows with their label.
struct TableReading {
    struct Row {
        /// The first cell that says something; indented rows keep their blanks.
        var label: String
        /// By column, spans repeated; the first is the label's own.
        var cells: [String]
    }

    /// The most rows looked at: displays are shorter, and a data set of a million rows is no display.
    static let maxRows = 2_000

    let headers: [String]
    let rows: [Row]

    init(_ table: Table) {
        let columns = table.columnCount
        let grid = table.rows.prefix(Self.maxRows).map { Self.expanded($0, columns: columns) }
        let headerCount = min(table.headerRows, grid.count)
        headers = (0..<columns).map { column in
            var parts: [String] = []
            for row in grid[..<headerCount] where column < row.count {
                let text = Self.clean(row[column])
                if !text.isEmpty, parts.last != text { parts.append(text) }
            }
            return parts.joined(separator: " ")
        }
        rows = grid[headerCount...].map { Row(label: $0.first ?? "", cells: $0) }
    }

    /// The treatment groups that the headings name, with their numbers: `Placebo (N=86)`.
    var arms: [(name: String, count: Int)] {
        var found: [(name: String, count: Int)] = []
        for header in headers {
            guard let arm = Self.arm(header), !found.contains(where: { $0.name == arm.name && $0.count == arm.count })
            else { continue }
            found.append(arm)
        }
        return found
    }

    /// Reads `Placebo (N=86)` or `Placebo N = 86`; nil for other headings.
    static func arm(_ header: String) -> (name: String, count: Int)? {
        let upper = header.replacing("\u{00A0}", with: " ")
        guard let mark = upper.firstRange(of: "N=") ?? upper.firstRange(of: "N =") else { return nil }
        let digits = upper[mark.upperBound...].drop { $0 == " " }.prefix { $0.isNumber || $0 == "," }
        let name = upper[..<mark.lowerBound].filter { $0 != "(" && $0 != "[" }
        let cleaned = clean(String(name))
        guard let count = Int(digits.replacing(",", with: "")), !cleaned.isEmpty else { return nil }
        return (cleaned, count)
    }

    /// The count at the start of a cell such as `86 (100%)`.
    static func count(_ cell: String) -> Int? {
        let digits = clean(cell).prefix { $0.isNumber || $0 == "," }
        let rest = clean(cell).dropFirst(digits.count).first
        guard rest == nil || rest == " " || rest == "(" else { return nil }
        return Int(digits.replacing(",", with: ""))
    }

    static func clean(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func expanded(_ cells: [Table.Cell], columns: Int) -> [String] {
        cells.flatMap { cell in [String](repeating: cell.text, count: max(1, min(cell.columnSpan, columns))) }
    }
}
