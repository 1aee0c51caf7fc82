import Foundation

/// Reads a delimited text (CSV, also with semicolons, tabs or bars) into one table whose first row is its heading.
public struct CSVReader: SourceReader {
    public init() {}

    public func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent {
        var text = TextDecoding.text(try Data(contentsOf: URL(filePath: file.path)))
        return try text.withUTF8 { try Self.content($0, file: file, limits: limits) }
    }

    private static func content(
        _ bytes: UnsafeBufferPointer<UInt8>, file: SourceFile, limits: ExtractionLimits
    ) throws -> ExtractedContent {
        var records = DelimitedRows(bytes, delimiter: Delimiter.find(in: bytes))
        var rows: [[Table.Cell]] = []
        var cellCount = 0
        var ragged = 0
        while let record = records.next() {
            let width = rows.first?.count ?? record.count
            if record.count != width { ragged += 1 }
            let missing = max(width - record.count, 0)
            cellCount += record.count + missing
            guard cellCount <= limits.cells else {
                throw file.unreadable(.tooLarge, OfficeCap.cells(limits.cells).predicate)
            }
            rows.append(record.map { Table.Cell($0) } + Array(repeating: Table.Cell(""), count: missing))
        }
        guard !rows.isEmpty else { throw file.unreadable(.empty, "is empty: it holds no record.") }
        let table = Table(headerRows: rows.count > 1 ? 1 : 0, rows: rows)
        let range = CellRange(
            first: CellReference(column: 1, row: 1), last: CellReference(column: table.columnCount, row: rows.count))
        let block = Block(index: 0, content: .table(table), provenance: Provenance(cells: range.text))
        return ExtractedContent(
            source: file.description, blocks: [block], warnings: warnings(ragged: ragged, isOpen: records.hasOpenQuote))
    }

    private static func warnings(ragged: Int, isOpen: Bool) -> [ExtractionWarning] {
        var warnings: [ExtractionWarning] = []
        if ragged > 0 {
            warnings.append(
                ExtractionWarning(
                    code: "ragged_rows",
                    message: "\(ragged) rows have more or fewer fields than the first; short ones were filled up."))
        }
        if isOpen {
            warnings.append(
                ExtractionWarning(
                    code: "open_quote", message: "A quotation mark is never closed: the last field may be wrong."))
        }
        return warnings
    }
}
