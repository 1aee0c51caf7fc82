/// The mark that opens an item of a list.
enum ListMarker {
    private static let bullets: Set<Character> = [
        "•", "●", "○", "▪", "■", "□", "◦", "‣", "·", "–", "—", "*", "-", "➢", "✓",
    ]

    /// No mark has more characters.
    private static let longest = 6

    /// Parts a mark from the words of its item; nil when there is no mark, or nothing after it.
    static func split(_ text: String) -> (marker: String, text: String)? {
        // Most lines begin with a longer word, which is no mark.
        if text.utf8.count > longest, text.utf8.prefix(longest + 1).allSatisfy(\.isASCIILetter) { return nil }
        guard let end = text.firstIndex(where: \.isWhitespace) else { return nil }
        let rest = String(text[end...].drop(while: \.isWhitespace))
        guard !rest.isEmpty, isMark(String(text[..<end])) else { return nil }
        return (String(text[..<end]), rest)
    }

    /// Whether a piece of text is nothing but a mark.
    static func isMarkAlone(_ text: String) -> Bool { isMark(text) || text == "o" }

    /// Whether it is a bullet and nothing else, and no sign that a table's cell may hold by itself.
    static func isBullet(_ text: String) -> Bool {
        text.count == 1 && text.first.map { bullets.contains($0) && !"-–—*·✓".contains($0) } == true
    }

    private static func isMark(_ text: String) -> Bool {
        guard let first = text.first, let last = text.last, text.count <= longest else { return false }
        if text.count == 1 { return bullets.contains(first) }
        if first == "(" || first == "[" {
            return (last == ")" || last == "]") && isCounter(text.dropFirst().dropLast())
        }
        return ").".contains(last) && isCounter(text.dropLast())
    }

    /// `3`, `b`, `iv`, not `3.1`.
    private static func isCounter(_ text: Substring) -> Bool {
        guard !text.isEmpty else { return false }
        if text.allSatisfy(\.isNumber) { return text.count <= 3 }
        // A footnote's letter raised beside the number.
        if text.dropLast().allSatisfy(\.isNumber), text.count > 1, text.last?.isLowercase == true {
            return text.count <= 3
        }
        return (text.count == 1 && text.allSatisfy { $0.isASCII && $0.isLetter })
            || (text.count <= 4 && text.allSatisfy { "ivx".contains($0) })
    }
}
