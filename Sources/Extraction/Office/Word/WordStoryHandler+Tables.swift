extension WordStoryHandler {
    func beginTable() {
        // The table's first paragraph is the next to be counted.
        tables.append(
            WordTableDraft(
                index: paragraphIndex + (boxDepth == 0 ? 1 : 0), page: page, section: story.sections.count))
    }

    func beginRow() {
        guard !tables.isEmpty else { return }
        tables[tables.count - 1].rows.append(WordTableDraft.Row())
    }

    func beginCell() throws {
        cellCount += 1
        guard cellCount <= limits.cells else { throw OfficeCap.cells(limits.cells) }
        cells.append(WordTableDraft.Cell(text: "", columnSpan: 1))
        containers.append([])
    }

    func tableProperty(_ tag: XMLTag) {
        switch tag.name {
        case "w:gridSpan": if !cells.isEmpty { cells[cells.count - 1].columnSpan = Self.columns(tag, atLeast: 1) }
        case "w:vMerge":
            if !cells.isEmpty { cells[cells.count - 1].merge = tag["val"] == "restart" ? .starts : .continues }
        case "w:tblHeader": changeRow { $0.isHeader = tag.isOnElement }
        case "w:cnfStyle" where path.last == "w:trPr":
            changeRow { $0.isFirstByStyle = tag.isOn("firstRow") || tag["val"]?.hasPrefix("1") == true }
        case "w:gridBefore": changeRow { $0.skippedColumns = Self.columns(tag, atLeast: 0) }
        default: break
        }
    }

    func deleteRow() { changeRow { $0.isDeleted = true } }

    func endCell() {
        guard var cell = cells.popLast(), containers.count > 1 else { return }
        let elements = containers.removeLast()
        guard let table = tables.indices.last, let row = tables[table].rows.indices.last else { return }
        let text = elements.map(Self.cellText).filter { !$0.isEmpty }.joined(separator: "\n")
        cell.isBold = elements.allSatisfy(Self.isBold)
        // Blanks before a row's label are its place in a hierarchy; before a number they only align it.
        cell.text = tables[table].rows[row].cells.isEmpty ? text.trimmedAtEnd : text.trimmed
        tables[table].rows[row].cells.append(cell)
        for element in elements { tables[table].notes += Self.notes(of: element) }
    }

    func endTable() throws {
        guard let draft = tables.popLast() else { return }
        let table = draft.table
        guard !table.rows.isEmpty else { return }
        let isSeen = table.rows.contains { $0.contains { !$0.text.isEmpty } }
        guard isSeen else { return }
        let element = WordTable(
            table: table, index: draft.index, page: draft.page, section: draft.section, notes: draft.notes)
        containers[containers.count - 1].append(.table(element))
    }

    private func changeRow(_ change: (inout WordTableDraft.Row) -> Void) {
        guard let table = tables.indices.last, let row = tables[table].rows.indices.last else { return }
        change(&tables[table].rows[row])
    }

    /// Word has at most 63 columns; a file may claim any number.
    private static func columns(_ tag: XMLTag, atLeast least: Int) -> Int {
        min(max(tag.int("val") ?? 1, least), 1_000)
    }

    /// What an element inside a cell says; a table in a table is given row by row.
    private static func cellText(_ element: WordElement) -> String {
        switch element {
        case .paragraph(let paragraph):
            guard let label = paragraph.label else { return paragraph.text }
            return paragraph.text.isEmpty ? label : "\(label) \(paragraph.text)"
        case .table(let inner): return inner.table.plainText
        }
    }

    private static func isBold(_ element: WordElement) -> Bool {
        guard case .paragraph(let paragraph) = element else { return false }
        return paragraph.isBold
    }

    private static func notes(of element: WordElement) -> [WordNoteReference] {
        switch element {
        case .paragraph(let paragraph): paragraph.notes
        case .table(let inner): inner.notes
        }
    }
}
