/// Finds the places of a text that name a section or a table of this document.
///
/// Text copied from a source numbers things as its source does, so a number alone is not enough: a section is meant
/// where number and title agree, and a table where its label is that of one of the study's displays shown here.
struct CrossReferences: Sendable {
    enum Target: Sendable, Equatable {
        case section(Composition.Heading)
        /// By its number in this document.
        case table(Int)
    }

    struct Piece: Sendable, Equatable {
        var text: String
        /// Nil for text that names nothing.
        var target: Target?
    }

    private let sections: [String: Composition.Heading]
    /// Numbers by label; each label names one display, which may be shown in two places: the first is meant.
    private let tables: [String: Int]

    init(headings: [Composition.Heading], tables: [Composition.NumberedTable]) {
        sections = Dictionary(
            headings.compactMap { heading in heading.number.map { ($0, heading) } },
            uniquingKeysWith: { first, _ in first })
        var captions: [String: Set<String>] = [:]
        var first: [String: Int] = [:]
        for table in tables {
            guard let label = table.table.sourceLabel, label.hasPrefix("Table "), label.count > 6 else { continue }
            captions[label, default: []].insert(table.table.caption.lowercased())
            if first[label] == nil { first[label] = table.number }
        }
        self.tables = first.filter { captions[$0.key]?.count == 1 }
    }

    /// The text in pieces; joined they are the text.
    func pieces(of text: String) -> [Piece] {
        var pieces: [Piece] = []
        var rest = text[...]
        var start = rest.startIndex
        while let index = rest.firstIndex(where: { "TtSs".contains($0) }) {
            rest = text[index...]
            guard index == text.startIndex || !text[text.index(before: index)].isLetter,
                let (end, target) = table(at: rest) ?? section(at: rest)
            else {
                rest = rest.dropFirst()
                continue
            }
            if start < index { pieces.append(Piece(text: String(text[start..<index]))) }
            pieces.append(Piece(text: String(text[index..<end]), target: target))
            rest = text[end...]
            start = end
        }
        if start < text.endIndex || pieces.isEmpty { pieces.append(Piece(text: String(text[start...]))) }
        return pieces
    }

    private func table(at text: Substring) -> (Substring.Index, Target)? {
        guard text.hasPrefix("Table ") else { return nil }
        let number = text.dropFirst(6).prefix { $0.isNumber || $0.isLetter || $0 == "." || $0 == "-" }
        let label = "Table " + trimmed(number)
        return tables[label].map { (text.index(text.startIndex, offsetBy: label.count), .table($0)) }
    }

    private func section(at text: Substring) -> (Substring.Index, Target)? {
        guard text.hasPrefix("section ") || text.hasPrefix("Section ") else { return nil }
        let number = trimmed(text.dropFirst(8).prefix { $0.isNumber || $0 == "." })
        guard let heading = sections[String(number)] else { return nil }
        let words = text[number.endIndex...].prefix(heading.title.count + 1)
        guard words.lowercased() == " " + heading.title.lowercased() else { return nil }
        return (number.endIndex, .section(heading))
    }

    /// Without the full stop or dash that ends a sentence.
    private func trimmed(_ number: Substring) -> Substring {
        var number = number
        while let last = number.last, last == "." || last == "-" { number.removeLast() }
        return number
    }
}
