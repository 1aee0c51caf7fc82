/// Escapes text for Markdown by backslashes, so that nothing in it is taken for markup.
enum MarkdownText {
    /// Characters that mean something anywhere in a line.
    private static let special: Set<Unicode.Scalar> = ["\\", "`", "*", "_", "[", "]", "<", ">", "&", "|", "~", "$"]
    /// Characters that mean something at the start of a line.
    private static let leading: Set<Unicode.Scalar> = ["#", "+", "-", "=", ":"]

    /// As one line; line ends become blanks.
    static func line(_ text: String) -> String {
        escaped(text.split(whereSeparator: \.isNewline).joined(separator: " "))
    }

    /// As the text of a heading, where no other block can start but `#` at the end would be dropped.
    static func heading(_ text: String) -> String {
        let words = text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        return escaped(words, startsBlock: false).replacing("#", with: "\\#")
    }

    /// As lines with hard breaks between them.
    static func paragraph(_ text: String) -> String {
        text.split(whereSeparator: \.isNewline).map { escaped(String($0)) }.joined(separator: "\\\n")
    }

    /// As the cell of a pipe table.
    static func cell(_ text: String) -> String {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { escaped(String($0)) }
            .joined(separator: "<br>")
    }

    private static func escaped(_ text: String, startsBlock: Bool = true) -> String {
        var result = String.UnicodeScalarView()
        var isStart = startsBlock
        var onlyDigits = startsBlock
        for scalar in text.unicodeScalars where scalar.value >= 0x20 || scalar == "\t" {
            // Blanks before the first word would make a block of code.
            if isStart, scalar.properties.isWhitespace { continue }
            let endsNumber = !isStart && onlyDigits && (scalar == "." || scalar == ")")
            if special.contains(scalar) || (isStart && leading.contains(scalar)) || endsNumber { result.append("\\") }
            result.append(scalar == "\t" ? " " : scalar)
            onlyDigits = onlyDigits && ("0"..."9").contains(scalar)
            isStart = false
        }
        return String(result)
    }
}
