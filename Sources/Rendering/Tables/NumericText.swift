/// Tells figures from words in a table's cells.
enum NumericText {
    /// Whether a text is a figure as tables of results print it: `86`, `12 (14.0%)`, `<0.001`, `75.2 (8.59)`, `51; 89`, `-`.
    static func matches(_ text: String) -> Bool {
        guard text.utf8.count <= 40 else { return false }
        var digits = 0
        var dashes = 0
        for scalar in text.unicodeScalars {
            switch scalar {
            case "0"..."9": digits += 1
            case "-", "\u{2013}", "\u{2014}", "\u{2212}": dashes += 1
            case " ", "\u{A0}", "(", ")", "[", "]", ".", ",", ";", ":", "%", "<", ">", "=", "+", "/", "~", "\u{B1}",
                "\u{2264}", "\u{2265}", "*":
                continue
            default: return false
            }
        }
        return digits > 0 || dashes == 1
    }
}
