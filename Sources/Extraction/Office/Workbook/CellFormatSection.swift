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

    init(_ code: some StringProtocol) {
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
                current.add(character)
                pattern = current
            case .elapsed: break
            }
        }
        if let pattern, kind == .literal { kind = pattern.hasDigits ? .number(pattern) : .general }
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
    private var isAfterPoint = false

    mutating func add(_ character: Character) {
        switch character {
        case ".": isAfterPoint = true
        case ",": isGrouped = isGrouped || !isAfterPoint
        case "%": isPercent = true
        case "E", "e": isScientific = true
        case "0", "#", "?": if !isScientific { addDigit(isFixed: character == "0") }
        default: break
        }
    }

    private mutating func addDigit(isFixed: Bool) {
        hasDigits = true
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
