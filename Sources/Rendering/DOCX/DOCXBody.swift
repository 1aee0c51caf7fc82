/// Writes `word/document.xml`, collecting the comments and footnotes that it refers to.
struct DOCXBody {
    let composition: Composition
    let look: DocumentLook
    let pageNumbers: PageNumbers?
    /// The citations of each comment; a comment's id is its position.
    private(set) var comments: [[Manuscript.Citation]] = []
    /// The citations of each footnote; a footnote's id is its position and one.
    private(set) var footnotes: [[Manuscript.Citation]] = []
    private var blocks: [Block] = []

    /// A run of paragraphs and tables that lie on the same page orientation.
    struct Block {
        enum Orientation { case portrait, landscape, asNext }
        var content: [Markup]
        var orientation: Orientation
    }

    init(_ composition: Composition, _ look: DocumentLook, pageNumbers: PageNumbers?) {
        self.composition = composition
        self.look = look
        self.pageNumbers = pageNumbers
    }

    mutating func document() -> [UInt8] {
        var previousBreaks = false
        for part in composition.parts {
            previousBreaks = write(part, afterFrontMatter: previousBreaks)
        }
        return SectionAssembly(blocks: blocks, look: look).file()
    }

    mutating func append(_ content: [Markup], _ orientation: Block.Orientation = .portrait) {
        blocks.append(Block(content: content, orientation: orientation))
    }

    /// Writes a part and tells whether the next one must start on a new page.
    private mutating func write(_ part: Composition.Part, afterFrontMatter: Bool) -> Bool {
        switch part {
        case .titlePage(let heading):
            append(titlePage(heading))
            return true
        case .contents(let heading):
            append(contents(heading))
            return true
        case .abbreviations(let heading):
            append([self.heading(heading, pageBreak: true)] + abbreviations())
            return true
        case .section(let heading, let pieces):
            append([self.heading(heading, pageBreak: afterFrontMatter)], .asNext)
            for piece in pieces { write(piece) }
            return false
        case .passages(let heading):
            append([self.heading(heading, pageBreak: true)] + passages())
            return false
        case .sources(let heading):
            append([self.heading(heading, pageBreak: afterFrontMatter)] + sources())
            return false
        }
    }

    private mutating func write(_ piece: Composition.Piece) {
        switch piece {
        case .paragraph(let texts): append([Word.paragraph("BodyText", inline(texts))])
        case .listItem(let level, let marker, let ordered, let text):
            append([listItem(level: level, marker: marker, ordered: ordered, text)])
        case .subheading(let title): append([Word.paragraph("Subheading", text: title)], .asNext)
        case .table(let table): append(numberedTable: table)
        case .note(let note): append([Word.paragraph("WriterNote", [Word.run("Note to the writer: " + note)])])
        case .open(let instruction):
            append([Word.paragraph("OpenSection", [Word.run(composition.openText(instruction))])])
        }
    }

    func heading(_ heading: Composition.Heading, pageBreak: Bool) -> Markup {
        let number = heading.number.map { $0 + "\t" } ?? ""
        let format = ParagraphFormat(
            pageBreakBefore: pageBreak, indent: heading.number == nil ? ParagraphFormat.Indent() : nil)
        return Word.paragraph(
            "Heading\(heading.level)", format,
            Word.bookmark(.heading(heading.index), [Word.run(number + heading.title)]))
    }

    // MARK: Citations

    /// A text with the marks of its citations in the style asked for.
    mutating func inline(_ text: Manuscript.Text) -> [Markup] {
        cited(linked(text.text), by: text.citations)
    }

    /// A text whose references to sections and tables are links; its words stay as they are.
    private func linked(_ text: String) -> [Markup] {
        composition.references.pieces(of: text).map { piece in
            switch piece.target {
            case nil: Word.run(piece.text)
            case .section(let heading): link(to: .heading(heading.index), piece.text)
            case .table(let number): link(to: .tableLabel(number), piece.text)
            }
        }
    }

    private func link(to bookmark: Bookmark, _ text: String) -> Markup {
        Word.node("hyperlink", ["anchor": bookmark.name, "history": "1"], [Word.run(text)])
    }

    private mutating func inline(_ texts: [Manuscript.Text]) -> [Markup] {
        var content: [Markup] = []
        for text in texts {
            if !content.isEmpty { content.append(Word.run(" ")) }
            content += inline(text)
        }
        return content
    }

    mutating func cited(_ content: [Markup], by citations: [Manuscript.Citation]) -> [Markup] {
        guard !citations.isEmpty else { return content }
        switch composition.manuscript.citationStyle {
        case .none: return content
        case .appendix:
            return content + [Word.run(composition.marks(citations))]
        case .footnotes:
            footnotes.append(citations)
            let reference = Word.node("footnoteReference", ["id": "\(footnotes.count)"])
            return content + [Word.run([reference], RunFormat(style: "FootnoteReference"))]
        case .comments:
            comments.append(citations)
            let id = "\(comments.count - 1)"
            return [Word.node("commentRangeStart", ["id": id])] + content + [
                Word.node("commentRangeEnd", ["id": id]),
                Word.run([Word.node("commentReference", ["id": id])], RunFormat(style: "CommentReference")),
            ]
        }
    }
}
