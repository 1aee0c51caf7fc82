/// The content of a section as HTML.
struct HTMLPieces {
    private let composition: Composition
    private let anchors: Anchors

    init(_ composition: Composition, _ anchors: Anchors) {
        self.composition = composition
        self.anchors = anchors
    }

    func markup(of pieces: [Composition.Piece]) -> [Markup] {
        var result: [Markup] = []
        var list: [NestedList.Item] = []
        func flush() {
            if !list.isEmpty { result.append(NestedList(list).markup) }
            list = []
        }
        for piece in pieces {
            if case .listItem(let level, let marker, let ordered, let text) = piece {
                list.append(.init(level: level, marker: ordered ? marker : nil, content: inline(text)))
                continue
            }
            flush()
            result.append(markup(of: piece))
        }
        flush()
        return result
    }

    private func markup(of piece: Composition.Piece) -> Markup {
        switch piece {
        case .paragraph(let texts): .node("p", [:], Array(texts.map(inline).joined(separator: [.text(" ")])))
        case .listItem(_, _, _, let text): .node("p", [:], inline(text))
        case .subheading(let title): .node("p", ["class": "subheading"], text: title)
        case .note(let note): .node("aside", ["class": "note"], [.node("p", text: "Note to the writer: \(note)")])
        case .open(let instruction): .node("p", ["class": "open"], text: composition.openText(instruction))
        case .table(let table): figure(table)
        }
    }

    private func inline(_ text: Manuscript.Text) -> [Markup] {
        linked(text.text) + marks(of: text.citations)
    }

    private func linked(_ text: String) -> [Markup] {
        composition.references.pieces(of: text).flatMap { piece -> [Markup] in
            let content = Self.lines(piece.text)
            switch piece.target {
            case nil: return content
            case .section(let heading): return [.node("a", ["href": "#" + anchors.heading(heading)], content)]
            case .table(let number): return [.node("a", ["href": "#" + Anchors.table(number)], content)]
            }
        }
    }

    /// Line ends as `br`.
    static func lines(_ text: String) -> [Markup] {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.enumerated().flatMap { index, line -> [Markup] in
            index == 0 ? [.text(String(line))] : [.node("br"), .text(String(line))]
        }
    }

    private func marks(of citations: [Manuscript.Citation]) -> [Markup] {
        guard composition.manuscript.citationStyle != .none else { return [] }
        return composition.citations.numbers(of: citations).map { number in
            .node("sup", [:], [.node("a", ["href": "#" + Anchors.passage(number)], text: "[\(number)]")])
        }
    }

    private func figure(_ numbered: Composition.NumberedTable) -> Markup {
        let table = numbered.table
        let grid = TableGrid(table)
        var caption: [Markup] = [.text("Table \(numbered.number): \(table.caption)")]
        caption += table.subtitles.flatMap { [.node("br"), .node("span", ["class": "subtitle"], text: $0)] }
        var content = [HTMLTable(grid).markup(caption: caption)]
        content += table.footnotes.map { .node("p", ["class": "table-note"], Self.lines($0)) }
        if let line = composition.sourceLine(of: table) {
            content.append(.node("p", ["class": "source"], [.text(line)] + marks(of: table.citations)))
        }
        return .node("figure", ["id": Anchors.table(numbered.number)], content)
    }
}
