/// Which element may be taken over from a stranger's style sheet, with which attributes and children.
struct StyleRule: Sendable {
    let name: String
    /// What else the element is called: strict files say `start` where others say `left`.
    var otherName: String?
    var attributes: [Attribute] = []
    /// In the order of the schema, which is the order in which they are written.
    var children: [StyleRule] = []
    /// Whether more than one may stand in the same parent.
    var repeats = false

    struct Attribute: Sendable {
        let name: String
        let value: Value
        var otherName: String?
        /// An element without it is left out.
        var isRequired = false
    }

    /// What an attribute may say.
    enum Value: Sendable {
        case flag
        case whole(ClosedRange<Int>)
        /// A word of a closed list of the schema, such as `center`.
        case word
        /// `auto` or six hexadecimal digits; else the theme's colour that the other attribute names.
        case color(theme: String)
        /// A font's name; first of all the theme's font that the other attribute names.
        case font(theme: String)
        /// Any text of one line.
        case text
    }

    func child(_ name: String) -> StyleRule? {
        children.first { $0.name == name || $0.otherName == name }
    }

    func position(of child: StyleElement) -> Int {
        children.firstIndex { $0.name == child.name } ?? children.count
    }
}

extension StyleRule.Attribute {
    private static let longest = 255

    /// What a tag says here; nil when it says nothing that is allowed.
    func read(_ tag: XMLTag, _ theme: WordTheme) -> String? {
        let text = tag[name] ?? otherName.flatMap { tag[$0] }
        switch value {
        case .flag: return text.flatMap { ["0", "1", "true", "false", "on", "off"].contains($0) ? $0 : nil }
        case .whole(let range): return text.flatMap { Int($0) }.flatMap { range.contains($0) ? "\($0)" : nil }
        case .word:
            return text.flatMap { word in
                (1...40).contains(word.utf8.count) && word.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber) }
                    ? word : nil
            }
        case .color(let other):
            // Word keeps the literal value beside the theme's, shades worked out.
            if let text, Self.isColor(text), text != "auto" { return text.uppercased() }
            return tag[other].flatMap { theme.color($0) } ?? (text == "auto" ? text : nil)
        case .font(let other):
            return (tag[other].flatMap { theme.font($0) } ?? text).flatMap(Self.line)
        case .text: return text.flatMap(Self.line)
        }
    }

    static func isColor(_ text: String) -> Bool {
        text == "auto" || (text.utf8.count == 6 && text.allSatisfy { $0.isASCII && $0.isHexDigit })
    }

    /// One line of at most 255 characters, trimmed; nil for nothing.
    private static func line(_ text: String) -> String? {
        let line = text.onOneLine
        let isPlain = line.unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        return (1...longest).contains(line.count) && isPlain ? line : nil
    }
}
