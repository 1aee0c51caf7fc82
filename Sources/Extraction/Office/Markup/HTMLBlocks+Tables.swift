extension HTMLBlocks {
    func beginTablePart(_ name: String, _ attributes: [String: String]) throws {
        guard name == "table" || !tables.isEmpty else { return }
        switch name {
        case "table": try beginTable()
        case "thead": tables[tables.count - 1].isInHead = true
        case "tr":
            endCell()
            let isInHead = tables[tables.count - 1].isInHead
            tables[tables.count - 1].rows.append(HTMLTableDraft.Row(isInHead: isInHead))
        case "td", "th":
            endCell()
            cellCount += 1
            guard cellCount <= limits.cells else { throw OfficeCap.cells(limits.cells) }
            text = ""
            cell = Table.Cell(
                "", columnSpan: Self.span(attributes["colspan"]), rowSpan: Self.span(attributes["rowspan"]))
            isHeaderCell = name == "th"
        case "caption":
            isInCaption = true
            text = ""
        default: break
        }
    }

    private func beginTable() throws {
        structureDepth += 1
        guard structureDepth <= limits.depth else { throw XMLFailure.tooDeep(limit: limits.depth) }
        if let outer = tables.indices.last {
            // What holds another table only arranges the page: its own text is text.
            tables[outer].isLayout = true
            let table = tables[outer].table
            tables[outer].rows = []
            cell = nil
            if let table { append(.table(table)) }
        }
        flush()
        tables.append(HTMLTableDraft(paragraph: lineCount + 1))
    }

    func endTablePart(_ name: String) throws {
        guard !tables.isEmpty else { return }
        switch name {
        case "td", "th": endCell()
        case "tr": endCell()
        case "thead": tables[tables.count - 1].isInHead = false
        case "caption":
            tables[tables.count - 1].caption = text.onOneLine
            isInCaption = false
            text = ""
        case "table": endTable()
        default: break
        }
    }

    private func endTable() {
        endCell()
        structureDepth -= 1
        guard let draft = tables.popLast() else { return }
        guard var table = draft.table else { return }
        if table.label == nil, table.caption == nil, let last = blocks.last, case .paragraph(let line) = last.content,
            line.count <= 300, let found = DisplayLabel(line), found.kind != .figure, found.isTitle
        {
            blocks.removeLast()
            table.take(title: line)
        }
        append(.table(table))
    }

    private func endCell() {
        guard var finished = cell else {
            if tables.last?.isLayout == true { flush() }
            return
        }
        cell = nil
        guard let table = tables.indices.last, !tables[table].isLayout else {
            flush()
            return
        }
        if tables[table].rows.isEmpty {
            tables[table].rows.append(HTMLTableDraft.Row(isInHead: tables[table].isInHead))
        }
        let row = tables[table].rows.count - 1
        finished.text = text.trimmed
        text = ""
        let isFirst = tables[table].rows[row].cells.isEmpty
        tables[table].rows[row].isMadeOfHeads = isHeaderCell && (isFirst || tables[table].rows[row].isMadeOfHeads)
        tables[table].rows[row].cells.append(finished)
    }

    /// A page may claim any number; browsers stop at 1,000 columns.
    private static func span(_ value: String?) -> Int { min(max(value.flatMap { Int($0) } ?? 1, 1), 1_000) }
}
