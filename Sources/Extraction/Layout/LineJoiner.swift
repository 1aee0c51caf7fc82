/// Joins the lines of one paragraph, and the words that were broken at their ends.
enum LineJoiner {
    /// Joins two lines; a hyphen at the end of the first stays.
    static func join(_ first: String, _ second: String) -> String {
        guard !first.isEmpty else { return second }
        guard !second.isEmpty else { return first }
        return first.hasSuffix("-") || first.hasSuffix("/") ? first + second : first + " " + second
    }
}

/// The document's own words, which tell a word broken at a line's end from one that has a hyphen of its own.
struct Vocabulary {
    private let words: Set<String>

    init(_ rows: [LayoutRow]) {
        // The last word may be broken, and the first may be the rest of one. Most words come again and again.
        // So may the words at the edges of a table's cells; prose is broken with a hyphen only.
        let prose = rows.lazy.filter { $0.segments.count == 1 }
        var written = Set(prose.flatMap { $0.words.dropFirst().dropLast().lazy.map(\.text) })
        for row in prose where row.words.count >= 4 {
            if let last = row.words.last?.text, !last.hasSuffix("-") { written.insert(last) }
        }
        for row in rows where row.segments.count > 1 {
            for segment in row.segments {
                written.formUnion(segment.text.split(separator: " ").dropFirst().dropLast().map(String.init))
            }
        }
        words = Set(written.map(Self.bare))
    }

    /// Joins two lines of a table's cell, whose words may be broken anywhere where the cell is narrow.
    func joinCell(_ first: String, _ second: String) -> String {
        let (head, tail) = Self.facing(first, second)
        guard second.first?.isLowercase == true, words.contains(head + tail) else {
            return LineJoiner.join(first, second)
        }
        if first.last == "-" { return first.dropLast() + second }
        let isBroken = first.last?.isLetter == true && !(words.contains(head) && words.contains(tail))
        return isBroken ? first + second : LineJoiner.join(first, second)
    }

    /// The last word of one text and the first of the next.
    private static func facing(_ first: some StringProtocol, _ second: String) -> (head: String, tail: String) {
        let head = first.split(whereSeparator: \.isWhitespace).last.map { bare(String($0)) } ?? ""
        let tail = second.split(whereSeparator: \.isWhitespace).first.map { bare(String($0)) } ?? ""
        return (head, tail)
    }

    /// `presys-` and `temic` are one word; `double-` and `blind` are two.
    func join(_ first: String, _ second: String) -> String {
        guard let last = first.last, !second.isEmpty else { return LineJoiner.join(first, second) }
        if last == "\u{AD}" { return first.dropLast() + second }
        guard last == "-" || last == "\u{2010}", first.dropLast().last?.isLetter == true,
            second.first?.isLowercase == true
        else { return LineJoiner.join(first, second) }
        let (head, tail) = Self.facing(first.dropLast(), second)
        if words.contains(head + tail) { return first.dropLast() + second }
        if words.contains(head + "-" + tail) || (words.contains(head) && words.contains(tail)) { return first + second }
        // A compound's own hyphen follows a short word that stands by itself elsewhere: non-, pre-, follow-.
        return words.contains(head) || head.contains("-") ? first + second : first.dropLast() + second
    }

    private static func bare(_ word: String) -> String {
        let lower = word.lowercased()
        return String(lower.drop { !$0.isLetter }.reversed().drop { !$0.isLetter }.reversed())
    }
}
