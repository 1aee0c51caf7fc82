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
        let written = Set(rows.lazy.flatMap { $0.words.dropFirst().dropLast().lazy.map(\.text) })
        words = Set(written.map(Self.bare))
    }

    /// `presys-` and `temic` are one word; `double-` and `blind` are two.
    func join(_ first: String, _ second: String) -> String {
        guard let last = first.last, !second.isEmpty else { return LineJoiner.join(first, second) }
        if last == "\u{AD}" { return first.dropLast() + second }
        guard last == "-" || last == "\u{2010}", first.dropLast().last?.isLetter == true,
            second.first?.isLowercase == true
        else { return LineJoiner.join(first, second) }
        let head = first.dropLast().split(whereSeparator: \.isWhitespace).last.map { Self.bare(String($0)) } ?? ""
        let tail = second.split(whereSeparator: \.isWhitespace).first.map { Self.bare(String($0)) } ?? ""
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
