/// How a counter is printed (the values of `w:numFmt` that occur in practice; others print as decimal).
enum NumberFormat: String {
    case decimal, decimalZero, upperRoman, lowerRoman, upperLetter, lowerLetter, ordinal, bullet, none

    func text(_ number: Int) -> String {
        switch self {
        case .decimal: String(number)
        case .decimalZero: number < 10 ? "0\(number)" : String(number)
        case .upperRoman: Self.roman(number)
        case .lowerRoman: Self.roman(number).lowercased()
        case .upperLetter: Self.letters(number)
        case .lowerLetter: Self.letters(number).lowercased()
        case .ordinal: "\(number)\(Self.ordinalEnding(number))"
        case .bullet, .none: ""
        }
    }

    private static func roman(_ number: Int) -> String {
        guard (1..<4_000).contains(number) else { return String(number) }
        let digits: [(value: Int, sign: String)] = [
            (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"),
            (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
        ]
        var rest = number
        var text = ""
        for digit in digits {
            text += String(repeating: digit.sign, count: rest / digit.value)
            rest %= digit.value
        }
        return text
    }

    /// A … Z, AA, BB …: Word repeats the letter. The count is capped, for a start value is the file's to choose.
    private static func letters(_ number: Int) -> String {
        guard (1...26 * 20).contains(number) else { return String(number) }
        let letter = Character(Unicode.Scalar(UInt8(65 + (number - 1) % 26)))
        return String(repeating: letter, count: (number - 1) / 26 + 1)
    }

    private static func ordinalEnding(_ number: Int) -> String {
        if (11...13).contains(number % 100) { return "th" }
        return switch number % 10 {
        case 1: "st"
        case 2: "nd"
        case 3: "rd"
        default: "th"
        }
    }
}
