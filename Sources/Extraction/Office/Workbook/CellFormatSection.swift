/// One part of a format code: what stands before and after the number, and how the number itself is written.
struct CellFormatSection: Equatable {
    enum Kind: Equatable {
        case general, literal
        case number(NumberPattern)
        case date([DateToken])
    }

    private(set) var prefix = ""
    private(set) var suffix = ""
    private(set) var kind = Kind.literal
    /// Which numbers it is for, where the code says so.
    let condition: CellFormatCondition?

    init(_ code: some StringProtocol) {
        condition = CellFormatCondition(code)
        let pieces = CellFormatPiece.pieces(String(code))
        if pieces.contains(where: \.isDate) {
            kind = .date(DateToken.tokens(pieces))
            return
        }
        var pattern: NumberPattern?
        for piece in pieces {
            switch piece {
            case .literal(let text): if kind == .literal && pattern == nil { prefix += text } else { suffix += text }
            case .general: kind = .general
            case .code(let character):
                var current = pattern ?? NumberPattern()
                if character == "%" { suffix += "%" }
                // A sign between digits, as in `000-0000`, is none that follows the number.
                if !suffix.isEmpty, current.embed(suffix, before: character) { suffix = "" }
                current.add(character)
                pattern = current
            case .elapsed: break
            }
        }
        guard let pattern, kind == .literal else { return }
        let isFraction = pattern.embedded.contains { $0.text.contains("/") }
        kind = pattern.hasDigits && !isFraction ? .number(pattern) : .general
    }

    /// Parts are separated by semicolons outside quotes and brackets.
    static func split(_ code: String) -> [String] {
        var parts = [""]
        var closing: Character?
        var isEscaped = false
        for character in code {
            if isEscaped {
                isEscaped = false
            } else if let end = closing {
                if character == end { closing = nil }
            } else if character == "\\" {
                isEscaped = true
            } else if character == "\"" || character == "[" {
                closing = character == "[" ? "]" : "\""
            } else if character == ";" {
                parts.append("")
                continue
            }
            parts[parts.count - 1].append(character)
        }
        return parts
    }
}

/// How digits are written.
struct NumberPattern: Equatable {
    var decimals = 0
    /// Of the decimals, those always shown.
    var fixedDecimals = 0
    var leastIntegerDigits = 0
    var isGrouped = false
    var isPercent = false
    var isScientific = false
    var hasDigits = false
    /// Texts between the digits of the whole number, each with how many digits stand before it.
    private(set) var embedded: [Embedded] = []
    private(set) var integerDigits = 0
    private var isAfterPoint = false
    private var commas = 0

    struct Embedded: Equatable {
        var text: String
        var digits: Int
    }

    /// How often the number is divided by a thousand: commas that no digit follows.
    var thousands: Int { commas }

    /// Notes a text before a digit of the whole number; false where it stands elsewhere.
    mutating func embed(_ text: String, before character: Character) -> Bool {
        guard "0#?".contains(character), hasDigits, !isAfterPoint, !isScientific else { return false }
        embedded.append(Embedded(text: text, digits: integerDigits))
        return true
    }

    mutating func add(_ character: Character) {
        switch character {
        case ".": isAfterPoint = true
        case ",": commas += 1
        case "%": isPercent = true
        case "E", "e": isScientific = true
        case "0", "#", "?": if !isScientific { addDigit(isFixed: character == "0") }
        default: break
        }
    }

    private mutating func addDigit(isFixed: Bool) {
        hasDigits = true
        if !isAfterPoint {
            isGrouped = isGrouped || commas > 0
            commas = 0
            integerDigits += 1
        }
        if isAfterPoint {
            // No format shows more; a file may write any number of zeros.
            guard decimals < 30 else { return }
            decimals += 1
            if isFixed { fixedDecimals = decimals }
        } else if isFixed, leastIntegerDigits < 30 {
            leastIntegerDigits += 1
        }
    }
}
