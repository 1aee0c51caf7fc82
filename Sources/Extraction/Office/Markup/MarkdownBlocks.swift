import CCMark

/// Turns parsed Markdown into blocks.
struct MarkdownBlocks {
    private(set) var blocks: [Block] = []
    private let file: SourceFile
    private let limits: ExtractionLimits
    /// Added to every line number: lines before the text that cmark saw.
    private let firstLine: Int

    private var text = ""
    /// The open lists; the number of the next item where they are ordered.
    private var lists: [Int?] = []
    private var marker: String?
    private var table: Table?
    private var line = 1
    private var cellCount = 0
    private var pictures: [String] = []
    private var footnote: String?
    private var footnoteCount = 0

    init(_ document: MarkdownDocument, firstLine: Int, file: SourceFile, limits: ExtractionLimits) throws {
        self.firstLine = firstLine
        self.file = file
        self.limits = limits
        try document.walk { node, kind, isEntering in
            if isEntering { try enter(node, kind) } else { leave(node, kind) }
        }
        for index in blocks.indices { blocks[index].index = index }
    }

    private mutating func enter(_ node: OpaquePointer, _ kind: String) throws {
        switch kind {
        case "paragraph", "heading": begin(node)
        case "list":
            let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
            lists.append(isOrdered ? Int(cmark_node_get_list_start(node)) : nil)
        case "item", "tasklist": beginItem()
        case "table":
            begin(node)
            table = Table(rows: [])
        case "table_header", "table_row": table?.rows.append([])
        case "table_cell": try beginCell()
        case "footnote_definition":
            // Cmark numbers references in the order of the text, and puts the notes in that order.
            footnoteCount += 1
            footnote = String(footnoteCount)
        case "text", "code": text += Self.literal(node)
        case "softbreak": text += " "
        case "linebreak": text += "\n"
        case "footnote_reference": text += "[\(Self.literal(node))]"
        case "html_inline": if Self.literal(node).lowercased().hasPrefix("<br") { text += "\n" }
        case "code_block":
            begin(node)
            text = Self.literal(node)
            write()
        case "html_block": try addHTML(node)
        default: break
        }
    }

    private mutating func leave(_ node: OpaquePointer, _ kind: String) {
        switch kind {
        case "heading":
            let (number, words) = HeadingNumber.split(text)
            let level = Int(cmark_node_get_heading_level(node))
            if !words.isEmpty { append(.heading(level: level, number: number, text: words.onOneLine)) }
            text = ""
        case "paragraph": write()
        case "image": pictures.append("")
        case "list": _ = lists.popLast()
        case "item", "tasklist": marker = nil
        case "footnote_definition": footnote = nil
        case "table_cell":
            if let row = table?.rows.indices.last { table?.rows[row].append(Table.Cell(text.trimmed)) }
            text = ""
        case "table_header": table?.headerRows = 1
        case "table": endTable()
        default: break
        }
    }

    private mutating func begin(_ node: OpaquePointer) {
        text = ""
        pictures = []
        line = firstLine + Int(cmark_node_get_start_line(node))
    }

    private mutating func beginItem() {
        marker = "•"
        guard let last = lists.indices.last, let number = lists[last] else { return }
        marker = "\(number)."
        lists[last] = number &+ 1
    }

    private mutating func beginCell() throws {
        text = ""
        cellCount += 1
        guard cellCount <= limits.cells else {
            throw file.unreadable(.tooLarge, OfficeCap.cells(limits.cells).predicate)
        }
    }

    private mutating func endTable() {
        guard var finished = table else { return }
        table = nil
        if let last = blocks.last, case .paragraph(let words) = last.content, words.count <= 300,
            let found = DisplayLabel(words), found.kind != .figure, found.isTitle
        {
            blocks.removeLast()
            finished.take(title: words)
        }
        append(.table(finished))
    }

    /// Writes the text read so far as a paragraph, an item, a note, or a figure where it is a picture's description.
    private mutating func write() {
        let words = text.trimmed
        text = ""
        if !pictures.isEmpty { return append(.figure(caption: words.isEmpty ? nil : words.onOneLine, image: nil)) }
        guard !words.isEmpty else { return }
        if let footnote {
            append(.footnote(mark: footnote, text: words))
        } else if let marker {
            append(.listItem(level: max(lists.count - 1, 0), marker: marker, text: words))
            self.marker = nil
        } else if TableNote.isNote(words), let last = blocks.indices.last, case .table(var table) = blocks[last].content
        {
            table.footnotes.append(words.onOneLine)
            blocks[last].content = .table(table)
        } else {
            append(.paragraph(text: words))
        }
    }

    /// HTML inside Markdown is read as HTML.
    private mutating func addHTML(_ node: OpaquePointer) throws {
        begin(node)
        let page = try HTMLReader.blocks(of: Array(Self.literal(node).utf8), file: file, limits: limits)
        for block in page.blocks { append(block.content) }
    }

    private mutating func append(_ content: Block.Content) {
        blocks.append(Block(index: 0, content: content, provenance: Provenance(paragraph: line)))
    }

    private static func literal(_ node: OpaquePointer) -> String {
        cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    }
}
