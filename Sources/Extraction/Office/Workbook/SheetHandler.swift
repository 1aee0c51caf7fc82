/// Reads one worksheet, cell by cell. What the file claims about its own size is not used.
final class SheetHandler: XMLHandler {
    private(set) var sheet = Sheet()
    private let parts: WorkbookParts
    private let limit: Int
    /// More than any real sheet has; each is compared with its neighbours.
    private static let mergeLimit = 50_000
    /// Cells read so far, those of earlier sheets included.
    private(set) var cellCount: Int

    private var row = Sheet.Row(number: 0)
    private var column = 0
    private var style = 0
    private var type = ""
    /// The bytes of the value being read.
    private var value: [UInt8] = []
    private var isInValue = false

    /// A cell names a text by a number that the workbook's table of texts does not have.
    struct MissingText: Error {
        let number: String
    }

    /// - Parameters:
    ///   - cellCount: Cells of the sheets before.
    ///   - limit: At most so many cells in all.
    init(parts: WorkbookParts, cellCount: Int, limit: Int) {
        self.parts = parts
        self.cellCount = cellCount
        self.limit = limit
    }

    func start(_ tag: XMLTag) throws {
        switch tag.name {
        case "x:c": try beginCell(tag)
        case "x:v", "x:t": isInValue = true
        case "x:row":
            // Rows and cells may leave their place out: they then follow the one before.
            row = Sheet.Row(number: Self.rowNumber(tag.int("r") ?? row.number + 1))
            column = 0
        case "x:rPh": type = "phonetic"
        case "x:pane":
            if tag["state"]?.hasPrefix("frozen") == true { sheet.frozenRows = Self.rowNumber(tag.int("ySplit") ?? 0) }
        case "x:mergeCell":
            if let range = tag["ref"].flatMap(CellRange.init), sheet.merges.count < Self.mergeLimit {
                sheet.merges.append(range)
            }
        default: break
        }
    }

    func end(_ name: String) throws {
        switch name {
        case "x:v", "x:t": isInValue = false
        case "x:c": try endCell()
        case "x:row": if !row.cells.isEmpty { sheet.rows.append(row) }
        case "x:sheetData": order()
        default: break
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {
        if isInValue { value.append(contentsOf: run) }
    }

    private func beginCell(_ tag: XMLTag) throws {
        cellCount += 1
        guard cellCount <= limit else { throw OfficeCap.cells(limit) }
        if let reference = tag.bytes("r").flatMap({ CellReference($0) }) {
            column = reference.column
        } else {
            column += 1
        }
        style = tag.int("s") ?? 0
        type = tag["t"] ?? "n"
        value.removeAll(keepingCapacity: true)
    }

    /// A file may claim any number: those beyond a worksheet are held just outside it, where cells are left out.
    private static func rowNumber(_ number: Int) -> Int { min(max(number, 0), CellReference.lastRow + 1) }

    private func endCell() throws {
        guard !value.isEmpty, (1...CellReference.lastColumn).contains(column),
            (1...CellReference.lastRow).contains(row.number)
        else { return }
        let (text, isText) = try shown()
        guard text.contains(where: { !$0.isWhitespace }) else { return }
        row.cells.append(Sheet.Cell(column: column, text: text, isText: isText))
    }

    private func shown() throws -> (text: String, isText: Bool) {
        let raw = String(decoding: value, as: UTF8.self)
        switch type {
        case "s":
            // Without its words the cell would look empty, which is another result.
            guard let index = Int(raw), parts.strings.indices.contains(index) else {
                throw MissingText(number: raw)
            }
            return (parts.strings[index], true)
        case "n":
            guard parts.formats.indices.contains(style) else {
                return (CellFormat.general.text(raw, from1904: false), false)
            }
            return (parts.formats[style].text(raw, from1904: parts.from1904), false)
        case "b": return (raw == "1" ? "TRUE" : "FALSE", false)
        case "e", "d": return (raw, false)
        default: return (raw, true)
        }
    }

    /// Well-made files have rows and cells in order; for others the order is made here, and of two cells at one place
    /// the later counts.
    private func order() {
        if zip(sheet.rows, sheet.rows.dropFirst()).contains(where: { $0.number >= $1.number }) {
            var byNumber: [Int: Sheet.Row] = [:]
            for row in sheet.rows { byNumber[row.number, default: Sheet.Row(number: row.number)].cells += row.cells }
            sheet.rows = byNumber.values.sorted { $0.number < $1.number }
        }
        for index in sheet.rows.indices {
            let cells = sheet.rows[index].cells
            guard zip(cells, cells.dropFirst()).contains(where: { $0.column >= $1.column }) else { continue }
            let byColumn = Dictionary(cells.map { ($0.column, $0) }) { _, later in later }
            sheet.rows[index].cells = byColumn.values.sorted { $0.column < $1.column }
        }
    }
}
