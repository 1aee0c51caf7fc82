/// Turns the tags and text of a page into blocks.
///
/// Scripts, styles, form controls and navigation are left out. What is hidden at first is read, for reports hide their
/// sections behind tabs; ``hasHiddenText`` tells. Blanks collapse as in a browser.
final class HTMLBlocks: HTMLHandler {
    private(set) var blocks: [Block] = []
    private(set) var title: String?
    /// Some element is not shown until a script shows it.
    private(set) var hasHiddenText = false
    let limits: ExtractionLimits

    /// The text of the block being read.
    private var text = ""
    private var heading: Int?
    /// The open lists, outermost first; the number of the last item where they are ordered.
    private var lists: [Int?] = []
    /// The marker of the item being read, until its first text is written.
    private var marker: String?
    private var tables: [HTMLTableDraft] = []
    private var cell: Table.Cell?
    private var isHeaderCell = false
    private var isInCaption = false
    private var isInTitle = false
    private var preformatted = 0
    private var isRaised = false
    /// How deep inside something that is not read; 0: reading.
    private var skipping = 0
    private var structureDepth = 0
    private var cellCount = 0
    private var lineCount = 0

    init(limits: ExtractionLimits) { self.limits = limits }

    private static let skipped: Set<String> = [
        "script", "style", "template", "noscript", "nav", "svg", "select", "textarea", "button", "iframe", "object",
    ]
    private static let boundaries: Set<String> = [
        "p", "div", "section", "article", "header", "footer", "main", "aside", "blockquote", "address", "form",
        "center", "dl", "dt", "dd", "figure", "figcaption", "hr", "body", "fieldset", "pre", "details", "summary",
    ]

    func start(_ name: String, _ attributes: [String: String]) throws {
        // Elements without an end count too: libxml2 reports an end for each.
        if skipping > 0 || Self.isSkipped(name, attributes) {
            skipping += 1
            return
        }
        if Self.isHidden(attributes) { hasHiddenText = true }
        switch name {
        case "title": isInTitle = true
        case "h1", "h2", "h3", "h4", "h5", "h6":
            flush()
            heading = name.last?.wholeNumberValue
        case "ul", "ol": try beginList(name, attributes)
        case "li": beginItem(attributes)
        case "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption": try beginTablePart(name, attributes)
        case "br": text += "\n"
        case "sup": isRaised = true
        case "img": addPicture(attributes)
        default: try beginOther(name)
        }
    }

    func end(_ name: String) throws {
        if skipping > 0 {
            skipping -= 1
            return
        }
        switch name {
        case "title": isInTitle = false
        case "h1", "h2", "h3", "h4", "h5", "h6": flush()
        case "ul", "ol":
            flush()
            _ = lists.popLast()
            structureDepth -= 1
        case "li":
            flush()
            marker = nil
        case "table", "thead", "tr", "td", "th", "caption": try endTablePart(name)
        case "sup": isRaised = false
        default: endOther(name)
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {
        guard skipping == 0 else { return }
        let piece = String(decoding: run, as: UTF8.self)
        if isInTitle {
            title = (title ?? "") + piece
            return
        }
        let shown = isRaised ? WordSymbols.raised(piece) : piece
        if preformatted > 0 { text += shown } else { addCollapsed(shown) }
    }

    /// Ends the page.
    func finish() {
        flush()
        title = title.map(\.onOneLine).flatMap { $0.isEmpty ? nil : $0 }
        for index in blocks.indices { blocks[index].index = index }
    }

    private static func isSkipped(_ name: String, _ attributes: [String: String]) -> Bool {
        if skipped.contains(name) { return true }
        let classes = attributes["class"]?.split(separator: " ") ?? []
        return classes.contains("toc") || attributes["id"] == "toc"
    }

    private static func isHidden(_ attributes: [String: String]) -> Bool {
        guard !attributes.isEmpty else { return false }
        let style = attributes["style"]?.replacing(" ", with: "").lowercased() ?? ""
        return attributes["hidden"] != nil || style.contains("display:none") || style.contains("visibility:hidden")
    }

    private func addCollapsed(_ piece: String) {
        for character in piece {
            if character.isWhitespace || character == "\u{A0}" {
                if let last = text.last, last != " ", last != "\n" { text.append(" ") }
            } else {
                text.append(character)
            }
        }
    }

    private func beginOther(_ name: String) throws {
        guard Self.boundaries.contains(name) else { return }
        structureDepth += 1
        guard structureDepth <= limits.depth else { throw XMLFailure.tooDeep(limit: limits.depth) }
        if name == "pre" { preformatted += 1 }
        flush()
    }

    private func endOther(_ name: String) {
        guard Self.boundaries.contains(name) else { return }
        flush()
        structureDepth -= 1
        if name == "pre" { preformatted -= 1 }
    }

    private func beginList(_ name: String, _ attributes: [String: String]) throws {
        flush()
        structureDepth += 1
        guard structureDepth <= limits.depth else { throw XMLFailure.tooDeep(limit: limits.depth) }
        let start = attributes["start"].flatMap { Int($0) } ?? 1
        lists.append(name == "ol" ? start &- 1 : nil)
    }

    private func beginItem(_ attributes: [String: String]) {
        flush()
        marker = "•"
        guard let last = lists.last, let number = last else { return }
        let next = attributes["value"].flatMap { Int($0) } ?? (number &+ 1)
        lists[lists.count - 1] = next
        marker = "\(next)."
    }

    private func addPicture(_ attributes: [String: String]) {
        let words = (attributes["alt"] ?? "").onOneLine
        guard cell == nil, !words.isEmpty else { return }
        flush()
        append(.figure(caption: words, image: nil))
    }
}

// Tables.
extension HTMLBlocks {
    private func beginTablePart(_ name: String, _ attributes: [String: String]) throws {
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

    private func endTablePart(_ name: String) throws {
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

// Writing blocks down.
extension HTMLBlocks {
    /// Writes the text read so far as a block of its own. Inside a cell or caption a boundary is only a line end.
    private func flush() {
        if cell != nil || isInCaption {
            if let last = text.last, last != "\n" { text += "\n" }
            return
        }
        let line = text.trimmed
        text = ""
        defer { heading = nil }
        guard !line.isEmpty else { return }
        lineCount += 1
        if let heading {
            let (number, words) = HeadingNumber.split(line)
            append(.heading(level: heading, number: number, text: words.onOneLine))
        } else if let marker {
            append(.listItem(level: max(lists.count - 1, 0), marker: marker, text: line))
            self.marker = nil
        } else if TableNote.isNote(line), let last = blocks.indices.last, case .table(var table) = blocks[last].content
        {
            table.footnotes.append(line.onOneLine)
            blocks[last].content = .table(table)
        } else {
            append(.paragraph(text: line))
        }
    }

    private func append(_ content: Block.Content) {
        blocks.append(Block(index: 0, content: content, provenance: Provenance(paragraph: max(lineCount, 1))))
    }
}
