/// Turns a worksheet into blocks: its name as a heading, then its tables with their titles and notes.
///
/// Blank rows part tables. Rows with one filled cell above a table are its title, notes below it are its notes, and
/// other such rows are paragraphs.
struct SheetBlocks {
    private(set) var blocks: [Block] = []
    private let name: String
    private let sheet: Sheet
    private let merges: [Int: [CellRange]]
    /// Lines not yet written down, because they may be the title of a table to come.
    private var waiting: [(text: String, cell: String)] = []
    /// More lines than this above a table are text and not its title.
    private static let titleLimit = 6
    /// At most so many cells in all tables of the workbook, gaps included; and how many there are.
    private let limit: Int
    private(set) var cellCount: Int

    /// - Parameter cellCount: Cells in the tables of the sheets before.
    init(name: String, sheet: Sheet, cellCount: Int, limit: Int) throws {
        self.name = name
        self.sheet = sheet
        self.cellCount = cellCount
        self.limit = limit
        merges = Dictionary(grouping: sheet.merges, by: \.first.row)
        guard !sheet.rows.isEmpty else { return }
        append(.heading(level: 1, number: nil, text: name), cells: nil)
        for segment in Self.segments(sheet.rows) { try add(segment) }
        writeWaiting()
    }

    /// Runs of rows without a gap between them.
    private static func segments(_ rows: [Sheet.Row]) -> [ArraySlice<Sheet.Row>] {
        var segments: [ArraySlice<Sheet.Row>] = []
        var start = rows.startIndex
        for index in rows.indices.dropFirst() where rows[index].number != rows[index - 1].number + 1 {
            segments.append(rows[start..<index])
            start = index
        }
        segments.append(rows[start...])
        return segments
    }

    private mutating func add(_ segment: ArraySlice<Sheet.Row>) throws {
        let above = segment.prefix { $0.cells.count == 1 }
        let isList = above.count == segment.count && segment.count > Self.titleLimit
        if !isList { for row in above { addLine(row) } }
        let rest = isList ? segment : segment.dropFirst(above.count)
        let below = isList ? 0 : rest.reversed().prefix { Self.isNote($0) }.count
        if let grid = SheetGrid(rest.dropLast(below)) { try add(grid) }
        for row in rest.suffix(below) { addLine(row) }
    }

    private static func isNote(_ row: Sheet.Row) -> Bool {
        row.cells.count == 1 && row.cells.first.map { TableNote.isNote($0.text) } == true
    }

    private mutating func addLine(_ row: Sheet.Row) {
        guard let cell = row.cells.first else { return }
        if waiting.isEmpty, TableNote.isNote(cell.text), let last = blocks.indices.last,
            case .table(var table) = blocks[last].content
        {
            table.footnotes.append(cell.text.onOneLine)
            blocks[last].content = .table(table)
            return
        }
        waiting.append((cell.text.trimmed, CellReference(column: cell.column, row: row.number).text))
    }

    private mutating func add(_ grid: SheetGrid) throws {
        cellCount += grid.size
        guard cellCount <= limit else { throw OfficeCap.cells(limit) }
        var table = Table(headerRows: 0, rows: grid.table(merges))
        table.headerRows = headerRows(of: grid, table)
        title(&table)
        append(.table(table), cells: grid.range.text)
    }

    private mutating func title(_ table: inout Table) {
        guard waiting.count <= Self.titleLimit else { return writeWaiting() }
        var lines = waiting.map(\.text.onOneLine)
        waiting = []
        if let index = lines.firstIndex(where: { DisplayLabel($0)?.isTitle == true }),
            let found = DisplayLabel(lines[index])
        {
            table.label = found.label
            lines[index] = found.title
            lines.removeAll(where: \.isEmpty)
        }
        table.caption = lines.first
        table.subtitles = Array(lines.dropFirst())
    }

    /// The rows that stay in view, where the sheet has them; else a first row of texts, and a second where the first
    /// groups columns.
    private func headerRows(of grid: SheetGrid, _ table: Table) -> Int {
        guard grid.rows.count > 1 else { return 0 }
        let frozen = sheet.frozenRows - grid.range.first.row + 1
        if (1...10).contains(frozen), frozen < grid.rows.count { return frozen }
        let texts = grid.rows.prefix { row in row.cells.allSatisfy(\.isText) }.count
        guard texts > 0 else { return 0 }
        let isGrouped = table.rows[0].contains { $0.columnSpan > 1 && !$0.text.isEmpty && $0.columnSpan < grid.width }
        return isGrouped && texts > 1 && grid.rows.count > 2 ? 2 : 1
    }

    private mutating func writeWaiting() {
        for line in waiting { append(.paragraph(text: line.text), cells: line.cell) }
        waiting = []
    }

    private mutating func append(_ content: Block.Content, cells: String?) {
        blocks.append(Block(index: 0, content: content, provenance: Provenance(sheet: name, cells: cells)))
    }
}
