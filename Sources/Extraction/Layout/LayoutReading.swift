/// Makes blocks of the words on a document's pages.
struct LayoutReading {
    /// What was made of the pages.
    struct Result {
        var blocks: [Block]
        var furniture: [String]
        /// Pages from which a stamp was lifted.
        var stampedPages = 0
    }

    private let rows: [LayoutRow]
    private let builder: ParagraphBuilder
    private var contents: [(content: Block.Content, provenance: Provenance, confidence: Double?)] = []
    private var lastParagraph: ParagraphBuilder.Paragraph?
    private var lastTable: OpenTable?
    private var levels = ListLevels()
    /// Of the pages whose text was set sideways, by number.
    private let turns: [Int: Turn]

    static func read(_ pages: [LayoutPage], outline: [HeadingFinder.OutlineEntry]) -> Result {
        let stamp = Stamp(liftedFrom: pages)
        let turns = stamp.pages.reduce(into: [:]) { $0[$1.number] = Turn(of: $1) }
        let pages = turns.isEmpty ? stamp.pages : stamp.pages.map { turns[$0.number]?.upright($0) ?? $0 }
        let all = pages.flatMap(RowBuilder.rows)
        let furniture = Furniture(rows: all, pages: pages)
        let toc = ContentsPages(rows: all, skipping: furniture.rows)
        // What was set apart is gone from here on, so that a paragraph's rows follow each other over a page's end.
        let kept = all.indices.filter { !furniture.rows.contains($0) && !toc.rows.contains($0) }.map { all[$0] }
        let headings = HeadingFinder(rows: kept, candidates: Array(kept.indices))
            .headings(outline: outline, contents: toc.entries)
        var reading = LayoutReading(rows: kept, turns: turns)
        reading.read(headings)
        return Result(blocks: reading.blocks, furniture: furniture.texts, stampedPages: stamp.count)
    }

    private init(rows: [LayoutRow], turns: [Int: Turn]) {
        self.rows = rows
        self.turns = turns
        builder = ParagraphBuilder(vocabulary: Vocabulary(rows))
    }

    private var blocks: [Block] {
        contents.enumerated().map {
            Block(
                index: $0.offset, content: $0.element.content, provenance: $0.element.provenance,
                confidence: $0.element.confidence)
        }
    }

    private mutating func read(_ headings: [Int: HeadingSpan]) {
        var index = 0
        while index < rows.count {
            if let heading = headings[index] {
                // An attachment's cover bears the title that its first page repeats.
                if repeats(heading) { contents.removeLast() }
                add(
                    .heading(level: heading.level, number: heading.number, text: heading.text),
                    rows[index..<(index + heading.count)])
                lastParagraph = nil
                index += heading.count
                continue
            }
            var end = index + 1
            while end < rows.count, headings[end] == nil, rows[end].page == rows[index].page, !Self.isCaption(rows[end])
            { end += 1 }
            readStretch(index..<end)
            index = end
        }
    }

    private func repeats(_ heading: HeadingSpan) -> Bool {
        guard case .heading(heading.level, heading.number, let last) = contents.last?.content else { return false }
        return HeadingKey.key(last) == HeadingKey.key(heading.text)
    }

    /// Reads rows of one page that hold no heading and at most one caption, at their start.
    private mutating func readStretch(_ range: Range<Int>) {
        var range = range
        let caption = Self.isCaption(rows[range.lowerBound]) ? takeCaption(&range) : nil
        let tables = TableFinder.tables(in: rows[range])
        if let caption,
            tables.first.map({ $0.rows.lowerBound - range.lowerBound <= 3 }) != true || caption.label.kind == .figure
        {
            addLoose(caption)
        }
        var pending = caption
        var start = range.lowerBound
        for (index, found) in tables.enumerated() {
            let next = tables.dropFirst(index + 1).first?.rows.lowerBound ?? range.upperBound
            var table = TableGrid(rows: rows[found.rows], columns: found.columns, vocabulary: builder.vocabulary)
                .table()
            if let caption = pending, caption.label.kind != .figure, found.rows.lowerBound - range.lowerBound <= 3 {
                table.label = caption.label.label
                table.caption = caption.label.title.isEmpty ? nil : caption.label.title
                table.subtitles = rows[start..<found.rows.lowerBound].map(\.text)
            } else {
                addParagraphs(rows[start..<found.rows.lowerBound])
            }
            pending = nil
            start = takeNotes(&table, from: found.rows.upperBound, to: next)
            add(table, found)
            lastParagraph = nil
        }
        addParagraphs(rows[start..<range.upperBound])
    }

    /// Adds a table, or what a page's end parted of the one before it.
    private mutating func add(_ table: Table, _ found: TableFinder.Found) {
        let page = rows[found.rows.lowerBound].page
        if let last = lastTable, last.place == contents.count - 1, last.page == page - 1,
            case .table(let former) = contents[last.place].content,
            let whole = last.isAligned(with: found.columns)
                ? former.carriedOn(by: table) : former.continued(by: table)
        {
            contents[last.place].content = .table(whole)
        } else {
            add(.table(table), rows[found.rows])
        }
        lastTable = OpenTable(place: contents.count - 1, page: page, columns: found.columns)
    }

    /// The table last read, as long as nothing follows it.
    private struct OpenTable {
        /// Its place in `contents`.
        var place: Int
        /// On which it ends.
        var page: Int
        var columns: [ClosedRange<Double>]

        private static let fewestColumns = 3

        /// Whether each column stands where one of these does: two tables of two columns may, by chance.
        func isAligned(with others: [ClosedRange<Double>]) -> Bool {
            columns.count == others.count && columns.count >= Self.fewestColumns
                && columns.indices.allSatisfy { column in
                    others.indices.allSatisfy { columns[column].overlaps(others[$0]) == (column == $0) }
                }
        }
    }

    private struct Caption {
        var label: DisplayLabel
        var rows: ArraySlice<LayoutRow>
    }

    private static func isCaption(_ row: LayoutRow) -> Bool { DisplayLabel(row.text)?.isTitle == true }

    /// A caption and the lines it goes on over.
    private func takeCaption(_ range: inout Range<Int>) -> Caption? {
        guard var label = DisplayLabel(rows[range.lowerBound].text) else { return nil }
        var end = range.lowerBound + 1
        while end < range.upperBound, end - range.lowerBound < 4, rows[end].segments.count == 1,
            rows[end].y0 - rows[end - 1].y1 < 0.6 * rows[end].height,
            abs(rows[end].height - rows[end - 1].height) < 0.5,
            label.title.last != ".", label.title.isEmpty || rows[end].x0 > rows[range.lowerBound].x0 + 6
        {
            label.title = LineJoiner.join(label.title, rows[end].text)
            end += 1
        }
        let caption = Caption(label: label, rows: rows[range.lowerBound..<end])
        range = end..<range.upperBound
        return caption
    }

    /// A caption without a table: of a figure, or of a table that has no recognisable cells.
    private mutating func addLoose(_ caption: Caption) {
        let words = [caption.label.label, caption.label.title].filter { !$0.isEmpty }.joined(separator: ". ")
        let content: Block.Content =
            caption.label.kind == .figure ? .figure(caption: words, image: nil) : .paragraph(text: words)
        add(content, caption.rows)
        lastParagraph = nil
    }

    /// The notes under a table; returns the row after them.
    private func takeNotes(_ table: inout Table, from start: Int, to end: Int) -> Int {
        var index = start
        while index < end {
            let row = rows[index]
            let goesOn = table.footnotes.last.map { $0.hasSuffix(";") || $0.hasSuffix(",") } == true
            if TableFinder.isNote(row), !goesOn {
                table.footnotes.append(row.text)
            } else if let last = table.footnotes.last, row.y0 - rows[index - 1].y1 < 0.6 * row.height {
                table.footnotes[table.footnotes.count - 1] = LineJoiner.join(last, row.text)
            } else {
                break
            }
            index += 1
        }
        return index
    }

    private mutating func addParagraphs(_ rows: ArraySlice<LayoutRow>) {
        for var paragraph in builder.paragraphs(rows) {
            paragraph.level = levels.level(of: paragraph)
            if let last = lastParagraph, last.rows.last?.page != paragraph.rows.first?.page,
                let joined = builder.join(last, paragraph)
            {
                contents[contents.count - 1].content = Self.content(joined)
                lastParagraph = joined
                continue
            }
            add(Self.content(paragraph), paragraph.rows[...])
            lastParagraph = paragraph
        }
    }

    private static func content(_ paragraph: ParagraphBuilder.Paragraph) -> Block.Content {
        guard let marker = paragraph.marker else { return .paragraph(text: paragraph.text) }
        return .listItem(level: paragraph.level, marker: marker, text: paragraph.text)
    }

    private mutating func add(_ content: Block.Content, _ rows: ArraySlice<LayoutRow>) {
        guard let first = rows.first else { return }
        let same = rows.filter { $0.page == first.page }
        let x0 = same.map(\.x0).min() ?? first.x0
        let y0 = same.map(\.y0).min() ?? first.y0
        let box = Provenance.Box(
            x: x0, y: y0, width: (same.map(\.x1).max() ?? first.x1) - x0,
            height: (same.map(\.y1).max() ?? first.y1) - y0)
        let place = turns[first.page]?.place(of: box) ?? box
        let confidences = rows.flatMap(\.words).compactMap(\.confidence)
        let confidence = confidences.isEmpty ? nil : confidences.reduce(0, +) / Double(confidences.count)
        contents.append((content, Provenance(page: first.page, box: Self.rounded(place)), confidence))
    }

    /// To a tenth of a point: more would only fill the record.
    private static func rounded(_ box: Provenance.Box) -> Provenance.Box {
        func tenth(_ value: Double) -> Double { (value * 10).rounded() / 10 }
        return Provenance.Box(x: tenth(box.x), y: tenth(box.y), width: tenth(box.width), height: tenth(box.height))
    }
}
