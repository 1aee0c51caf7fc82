/// The parts of a document as Markdown, block by block.
struct MarkdownPage {
    private let composition: Composition
    private(set) var text = ""
    private var lastWasItem = false

    init(_ composition: Composition) {
        self.composition = composition
    }

    mutating func write() {
        for part in composition.parts { write(part) }
        writeFootnotes()
    }

    private mutating func write(_ part: Composition.Part) {
        switch part {
        case .titlePage: writeTitlePage()
        // The viewer makes its own from the headings; a list of links here would go stale with the first edit.
        case .contents: break
        case .abbreviations(let heading):
            write(heading)
            writeTable(
                header: ["Abbreviation", "Meaning"],
                rows: composition.manuscript.abbreviations.map { [$0.short, $0.meaning] },
                otherwise: Composition.noAbbreviations)
        case .section(let heading, let pieces):
            write(heading)
            for piece in pieces { write(piece) }
        // The footnotes below are these passages.
        case .passages: break
        case .sources(let heading):
            write(heading)
            writeTable(
                header: ["Document", "Kind", "SHA-256"],
                rows: composition.manuscript.sources.map { [$0.name, $0.kind ?? "\u{2013}", $0.sha256] },
                otherwise: "no sources were given")
        }
    }

    private mutating func writeTitlePage() {
        let page = composition.manuscript.titlePage
        block("# " + MarkdownText.heading(page.title))
        block("**\(MarkdownText.line(page.documentType))**")
        let fields = page.fields.map { [$0.label, $0.value ?? "[To be completed]"] }
        if !fields.isEmpty { writeTable(header: ["Field", "Value"], rows: fields, otherwise: "") }
        guard let mark = composition.draftMark else { return }
        block("> **\(mark)**")
        for finding in composition.manuscript.findings {
            text += "> - **\(MarkdownText.line(finding.severity))**: \(MarkdownText.line(finding.message))\n"
        }
    }

    private mutating func write(_ heading: Composition.Heading) {
        block(String(repeating: "#", count: min(heading.level + 1, 6)) + " " + MarkdownText.heading(heading.label))
    }

    private mutating func write(_ piece: Composition.Piece) {
        switch piece {
        case .paragraph(let texts): block(texts.map { inline($0) }.joined(separator: " "))
        case .listItem(let level, let marker, let ordered, let text):
            let literal = ordered && !marker.isEmpty ? MarkdownText.line(marker) + " " : ""
            item(
                String(repeating: "  ", count: level) + "- " + literal + MarkdownText.line(text.text)
                    + marks(text.citations))
        case .subheading(let title): block("***\(MarkdownText.line(title))***")
        case .table(let table): write(table)
        case .note(let note): block("> **Note to the writer:** " + MarkdownText.line(note))
        case .open(let instruction): block("> *\(MarkdownText.line(composition.openText(instruction)))*")
        }
    }

    private mutating func write(_ numbered: Composition.NumberedTable) {
        let table = numbered.table
        block("**Table \(numbered.number): \(MarkdownText.line(table.caption))**")
        for subtitle in table.subtitles { block(MarkdownText.line(subtitle)) }
        let grid = TableGrid(table)
        if grid.isPlain, let header = grid.plainRows.first {
            writeTable(header: header, rows: Array(grid.plainRows.dropFirst()), otherwise: "")
        } else {
            var serializer = MarkupSerializer(.fragment)
            serializer.write(HTMLTable(grid).markup(caption: []))
            block(String(decoding: serializer.bytes, as: UTF8.self))
        }
        for note in table.footnotes { block(MarkdownText.line(note)) }
        if let line = composition.sourceLine(of: table) {
            block("*\(MarkdownText.line(line))*" + marks(table.citations))
        }
    }

    private mutating func writeTable(header: [String], rows: [[String]], otherwise: String) {
        guard !rows.isEmpty || otherwise.isEmpty else {
            return block("> *\(MarkdownText.line(composition.openText(otherwise)))*")
        }
        var lines = [row(header), "|" + String(repeating: " --- |", count: header.count)]
        lines += rows.map { row($0) }
        block(lines.joined(separator: "\n"))
    }

    private func row(_ cells: [String]) -> String {
        "| " + cells.map { MarkdownText.cell($0) }.joined(separator: " | ") + " |"
    }

    private mutating func writeFootnotes() {
        guard composition.manuscript.citationStyle != .none else { return }
        for (index, citation) in composition.citations.ordered.enumerated() {
            block("[^\(index + 1)]: " + MarkdownText.line(composition.reference(to: citation)))
        }
    }

    private func inline(_ text: Manuscript.Text) -> String {
        MarkdownText.paragraph(text.text) + marks(text.citations)
    }

    private func marks(_ citations: [Manuscript.Citation]) -> String {
        guard composition.manuscript.citationStyle != .none else { return "" }
        return composition.citations.numbers(of: citations).map { "[^\($0)]" }.joined()
    }

    private mutating func block(_ block: String) {
        if !text.isEmpty { text += "\n" }
        text += block + "\n"
        lastWasItem = false
    }

    /// Items of one list follow each other without an empty line.
    private mutating func item(_ item: String) {
        if !lastWasItem, !text.isEmpty { text += "\n" }
        text += item + "\n"
        lastWasItem = true
    }
}
