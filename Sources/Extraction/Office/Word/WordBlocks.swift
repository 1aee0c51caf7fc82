/// Turns a Word story into blocks: binds captions and notes to their tables and figures, and leaves tables of contents out.
struct WordBlocks {
    /// The section of the file that a block stands in goes with it, for headers belong to sections.
    private(set) var blocks: [(section: Int, block: Block)] = []
    private let notes: [WordNoteReference.Kind: [String: String]]
    private let hasPages: Bool
    /// Paragraphs not yet written down, because they may be the title of a table to come.
    private var waiting: [WordParagraph] = []

    /// - Parameters:
    ///   - notes: The texts of footnotes and endnotes by their ids.
    ///   - hasPages: Whether the story's page numbers can be trusted.
    init(_ story: WordStory, notes: [WordNoteReference.Kind: [String: String]], hasPages: Bool) {
        self.notes = notes
        self.hasPages = hasPages
        for element in story.elements {
            switch element {
            case .paragraph(let paragraph): if !paragraph.isContents { add(paragraph) }
            case .table(let table): add(table)
            }
        }
        writeWaiting()
        for index in blocks.indices { blocks[index].block.index = index }
    }

    private mutating func add(_ paragraph: WordParagraph) {
        if paragraph.headingLevel == nil, paragraph.listLevel == nil, paragraph.pictures == 0 {
            if waiting.isEmpty, closes(paragraph) { return }
            if waiting.count == WordTitleLines.limit { write(waiting.removeFirst()) }
            waiting.append(paragraph)
            return
        }
        if paragraph.pictures > 0 { return addFigure(paragraph) }
        writeWaiting()
        write(paragraph)
    }

    /// Whether the paragraph belongs to the table or figure just written: its caption below, or a note to the table.
    private mutating func closes(_ paragraph: WordParagraph) -> Bool {
        guard let last = blocks.indices.last else { return false }
        let label = DisplayLabel(paragraph.text)
        let isCaption = paragraph.isCaption || label?.isTitle == true
        switch blocks[last].block.content {
        case .table(var table) where TableNote.isNote(paragraph.text):
            table.footnotes.append(paragraph.text.onOneLine)
            blocks[last].block.content = .table(table)
        case .table(var table) where isCaption && label?.kind == .table && table.label == nil && table.caption == nil:
            table.label = label?.label
            table.caption = label?.title
            blocks[last].block.content = .table(table)
        case .figure(nil, let image) where isCaption && label?.kind != .table:
            blocks[last].block.content = .figure(caption: paragraph.text.onOneLine, image: image)
        default: return false
        }
        addNotes(paragraph.notes, provenance: blocks[last].block.provenance, section: paragraph.section)
        return true
    }

    private mutating func addFigure(_ paragraph: WordParagraph) {
        var caption: String?
        if let last = waiting.last, DisplayLabel(last.text).map({ $0.kind == .figure && $0.isTitle }) == true {
            caption = waiting.removeLast().text.onOneLine
        }
        writeWaiting()
        if !paragraph.text.isEmpty { write(paragraph) }
        for _ in 0..<paragraph.pictures {
            append(.figure(caption: caption, image: nil), paragraph.index, paragraph.page, paragraph.section)
            caption = nil
        }
    }

    private mutating func add(_ element: WordTable) {
        let title = WordTitleLines(waiting)
        waiting.removeLast(title.count)
        writeWaiting()
        var table = element.table
        table.label = title.label
        table.caption = title.caption
        table.subtitles = title.subtitles
        for note in element.notes {
            if let text = notes[note.kind]?[note.id] { table.footnotes.append("[\(note.mark)] \(text.onOneLine)") }
        }
        if joins(table, element) { return }
        append(.table(table), element.index, element.page, element.section)
    }

    /// Goes on with the table just written when this one repeats its header rows and has no other title.
    private mutating func joins(_ table: Table, _ element: WordTable) -> Bool {
        guard let last = blocks.indices.last, blocks[last].section == element.section,
            case .table(var former) = blocks[last].block.content, let joined = former.continued(by: table)
        else { return false }
        former = joined
        blocks[last].block.content = .table(former)
        return true
    }

    private mutating func writeWaiting() {
        for paragraph in waiting { write(paragraph) }
        waiting = []
    }

    private mutating func write(_ paragraph: WordParagraph) {
        let content: Block.Content
        if let level = paragraph.headingLevel {
            let typed = HeadingNumber.split(paragraph.text)
            let computed = paragraph.isBullet ? nil : paragraph.label.map { String(HeadingNumber.bare($0)) }
            content = .heading(
                level: level, number: computed ?? typed.number,
                text: (computed == nil ? typed.text : paragraph.text).onOneLine)
        } else if let level = paragraph.listLevel {
            content = .listItem(level: level, marker: paragraph.label ?? "•", text: paragraph.text)
        } else {
            content = .paragraph(text: paragraph.text)
        }
        if !paragraph.text.isEmpty { append(content, paragraph.index, paragraph.page, paragraph.section) }
        addNotes(
            paragraph.notes, provenance: provenance(paragraph.index, paragraph.page), section: paragraph.section)
    }

    private mutating func addNotes(_ references: [WordNoteReference], provenance: Provenance, section: Int) {
        for note in references {
            guard let text = notes[note.kind]?[note.id], !text.isEmpty else { continue }
            let content = Block.Content.footnote(mark: note.mark, text: text)
            blocks.append((section, Block(index: 0, content: content, provenance: provenance)))
        }
    }

    private mutating func append(_ content: Block.Content, _ index: Int, _ page: Int, _ section: Int) {
        blocks.append((section, Block(index: 0, content: content, provenance: provenance(index, page))))
    }

    private func provenance(_ index: Int, _ page: Int) -> Provenance {
        Provenance(page: hasPages ? page : nil, paragraph: index)
    }
}
