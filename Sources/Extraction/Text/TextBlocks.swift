/// Makes blocks of a text's lines. A line's number, from 1, is each block's provenance.
struct TextBlocks {
    private let lines: [String]
    private let rows: [LayoutRow?]
    private let vocabulary: Vocabulary
    private var made: [Block] = []

    init(lines: [String]) {
        self.lines = lines
        let rows = lines.enumerated().map { TextGrid.row(of: $0.element, line: $0.offset) }
        self.rows = rows
        vocabulary = Vocabulary(rows.compactMap { $0 })
    }

    func blocks() -> [Block] {
        var reading = self
        reading.read()
        return reading.made
    }

    private mutating func read() {
        var index = 0
        while index < lines.count {
            if lines[index].isEmpty {
                index += 1
            } else if let heading = heading(at: index) {
                add(.heading(level: heading.level, number: heading.number, text: heading.text), line: index)
                index += heading.lines
            } else {
                let end = (index..<lines.count).first { lines[$0].isEmpty || ($0 > index && heading(at: $0) != nil) }
                readStretch(index..<(end ?? lines.count))
                index = end ?? lines.count
            }
        }
    }

    /// Reads lines without a blank line or a heading among them.
    private mutating func readStretch(_ range: Range<Int>) {
        let stretch = rows[range].compactMap { $0 }
        var start = 0
        for found in TableFinder.tables(in: stretch[...]) {
            addParagraphs(Array(stretch[start..<found.rows.lowerBound]), from: range.lowerBound + start)
            let table = TableGrid(rows: stretch[found.rows], columns: found.columns, vocabulary: vocabulary)
                .table()
            add(.table(table), line: range.lowerBound + found.rows.lowerBound)
            start = found.rows.upperBound
        }
        addParagraphs(Array(stretch[start...]), from: range.lowerBound + start)
    }

    private mutating func addParagraphs(_ rows: [LayoutRow], from line: Int) {
        var content: Block.Content?
        var start = line
        var indent = 0.0
        for (offset, row) in rows.enumerated() {
            if let mark = ListMarker.split(row.text) {
                if let content { add(content, line: start) }
                (start, indent) = (line + offset, row.x0)
                content = .listItem(
                    level: min(Int(row.x0 / TextGrid.cell.width / 2), 8), marker: mark.marker, text: mark.text)
            } else if case .listItem(let level, let marker, let text) = content, row.x0 > indent {
                content = .listItem(level: level, marker: marker, text: vocabulary.join(text, row.text))
            } else if case .paragraph(let text) = content {
                content = .paragraph(text: vocabulary.join(text, row.text))
            } else {
                if let content { add(content, line: start) }
                start = line + offset
                content = .paragraph(text: row.text)
            }
        }
        if let content { add(content, line: start) }
    }

    private mutating func add(_ content: Block.Content, line: Int) {
        made.append(Block(index: made.count, content: content, provenance: Provenance(paragraph: line + 1)))
    }
}

// What makes a line a heading.
extension TextBlocks {
    private struct Heading {
        var level: Int
        var number: String?
        var text: String
        /// With its underline.
        var lines: Int
    }

    /// Longer lines are sentences.
    private static let longest = 90

    private func heading(at index: Int) -> Heading? {
        let text = lines[index].onOneLine
        guard text.count <= Self.longest, text.contains(where: \.isLetter), isBlank(index - 1) else { return nil }
        let (number, title) = HeadingNumber.split(text)
        if let underline = underline(below: index) {
            return Heading(level: number.map(Self.depth) ?? underline, number: number, text: title, lines: 2)
        }
        guard isBlank(index + 1), !".,;:".contains(text.last ?? "."), rows[index]?.segments.count ?? 0 <= 2 else {
            return nil
        }
        if let number, title.first?.isUppercase == true || title.first?.isNumber == true {
            return Heading(level: Self.depth(number), number: number, text: title, lines: 1)
        }
        let letters = text.filter(\.isLetter)
        let isCapitals = letters.count >= 4 && letters.allSatisfy(\.isUppercase)
        return isCapitals && ListMarker.split(text) == nil ? Heading(level: 1, number: nil, text: text, lines: 1) : nil
    }

    /// The level of a heading by the line of signs under it: `===` is above `---`.
    private func underline(below index: Int) -> Int? {
        guard index + 1 < lines.count else { return nil }
        let line = lines[index + 1].trimmed
        guard line.count >= 3, let sign = line.first, "=-~*".contains(sign), line.allSatisfy({ $0 == sign }) else {
            return nil
        }
        return sign == "=" || sign == "*" ? 1 : 2
    }

    private func isBlank(_ index: Int) -> Bool { !lines.indices.contains(index) || lines[index].isEmpty }

    private static func depth(_ number: String) -> Int {
        number.hasPrefix("Appendix") ? 1 : number.split(separator: ".").count
    }
}
