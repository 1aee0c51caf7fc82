/// Parts the number that an author typed at the start of a heading from its words.
enum HeadingNumber {
    /// `9.4.1 Treatments` gives `9.4.1` and `Treatments`; a heading without a number comes back whole.
    static func split(_ heading: String) -> (number: String?, text: String) {
        let heading = heading.trimmed
        guard let tokenEnd = heading.firstIndex(where: \.isWhitespace) else { return (nil, heading) }
        let token = heading[..<tokenEnd]
        let text = heading[tokenEnd...].trimmed
        if token.lowercased() == "appendix" { return splitAppendix(heading, word: token, rest: text) }
        let bare = bare(token)
        let isTyped = bare.count < token.count || heading[tokenEnd] == "\t"
        let isNumber = isDotted(bare) || isSingle(bare, isTyped: isTyped, text: text)
        return isNumber ? (String(bare), text) : (nil, heading)
    }

    /// Whether its first word could be a number: quick, for a document's every line. Most begin with a word of letters.
    static func mayOpen(_ line: String) -> Bool {
        for byte in line.utf8 {
            if byte == UInt8(ascii: " ") { return line.utf8.first.map { $0 | 0x20 } == UInt8(ascii: "a") }
            if !byte.isASCIILetter { return true }
        }
        return false
    }

    /// A computed or typed number as headings are named: without the full stop or bracket behind it.
    static func bare(_ number: some StringProtocol) -> Substring {
        var rest = Substring(number.trimmed)
        while let last = rest.last, ".):".contains(last) { rest.removeLast() }
        return rest
    }

    /// `9.4.1`, `A.2`: two or more parts, all but the first of digits.
    private static func isDotted(_ token: Substring) -> Bool {
        let parts = token.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count > 1, let first = parts.first, isDigits(first) || isLetter(first) else { return false }
        return parts.dropFirst().allSatisfy(isDigits)
    }

    /// `9`, or `A.` and `IV.` where a sign or a tab shows that it was meant as a number.
    private static func isSingle(_ token: Substring, isTyped: Bool, text: String) -> Bool {
        if isDigits(token), token.count <= 2 { return isTyped || text.first?.isUppercase == true }
        return isTyped && (isLetter(token) || (!token.isEmpty && token.allSatisfy { "IVX".contains($0) }))
    }

    private static func splitAppendix(
        _ heading: String, word: Substring, rest: String
    ) -> (number: String?, text: String) {
        let mark = rest.prefix { !$0.isWhitespace && !":–—".contains($0) }
        let isMark = mark.count <= 4 && mark.allSatisfy { $0.isUppercase || $0.isNumber || $0 == "." }
        guard isMark, !mark.isEmpty else { return (nil, heading) }
        let text = rest[mark.endIndex...].drop { $0.isWhitespace || ":.–—-".contains($0) }
        return text.isEmpty ? (nil, heading) : ("\(word) \(bare(mark))", String(text))
    }

    private static func isDigits(_ text: Substring) -> Bool {
        !text.isEmpty && text.count <= 3 && text.allSatisfy { ("0"..."9").contains($0) }
    }

    private static func isLetter(_ text: Substring) -> Bool {
        text.count == 1 && text.allSatisfy { ("A"..."Z").contains($0) }
    }
}
