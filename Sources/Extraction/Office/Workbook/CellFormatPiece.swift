/// The smallest pieces of a format code.
enum CellFormatPiece: Equatable {
    /// Text to be shown as it stands.
    case literal(String)
    case general
    /// A character that stands for digits, or a letter of a date.
    case code(Character)
    /// `[h]`, `[mm]` or `[ss]`: time that counts on beyond a day.
    case elapsed(Character)

    var isDate: Bool {
        switch self {
        case .elapsed: true
        case .code(let character): "ymdhsYMDHSaA".contains(character)
        case .literal, .general: false
        }
    }

    static func pieces(_ code: String) -> [CellFormatPiece] {
        var pieces: [CellFormatPiece] = []
        var rest = Substring(code)
        while let character = rest.first {
            if rest.lowercased().hasPrefix("general") {
                pieces.append(.general)
                rest = rest.dropFirst(7)
                continue
            }
            rest = rest.dropFirst()
            switch character {
            case "\"":
                pieces.append(.literal(String(rest.prefix { $0 != "\"" })))
                rest = rest.drop { $0 != "\"" }.dropFirst()
            case "\\", "!":
                if let next = rest.popFirst() { pieces.append(.literal(String(next))) }
            case "_", "*": _ = rest.popFirst()  // A blank as wide as the next character, or a fill with it.
            case "[":
                pieces += bracketed(rest.prefix { $0 != "]" })
                rest = rest.drop { $0 != "]" }.dropFirst()
            case "@": pieces.append(.general)
            case "0", "#", "?", ".", ",", "%", "E", "e", "y", "Y", "m", "M", "d", "D", "h", "H", "s", "S", "a", "A":
                pieces.append(.code(character))
                if character == "E" || character == "e", let sign = rest.first, "+-".contains(sign) {
                    _ = rest.popFirst()
                }
                if character == "a" || character == "A" { rest = rest.drop { "mMpP/aA".contains($0) } }
            default: pieces.append(.literal(String(character)))
            }
        }
        return pieces
    }

    /// In brackets stand elapsed time, a currency sign (`[$€-407]`), or a colour, language or condition, which show nothing.
    private static func bracketed(_ text: Substring) -> [CellFormatPiece] {
        if let first = text.first, "hHmMsS".contains(first), text.allSatisfy({ $0.lowercased() == first.lowercased() })
        {
            return [.elapsed(Character(first.lowercased()))]
        }
        guard text.first == "$" else { return [] }
        let sign = text.dropFirst().prefix { $0 != "-" }
        return sign.isEmpty ? [] : [.literal(String(sign))]
    }
}
