/// Characters that Word takes from its symbol fonts and that a PDF passes on without a meaning (Unicode's private area).
enum SymbolFont {
    /// The codes of Symbol and Wingdings in the private area, as far as documents of this field use them.
    private static let meanings: [Character: Character] = [
        "\u{F0B7}": "•", "\u{F0A7}": "▪", "\u{F0D8}": "➢", "\u{F0FC}": "✓", "\u{F06F}": "□", "\u{F0A8}": "□",
        "\u{F0B3}": "≥", "\u{F0A3}": "≤", "\u{F0B1}": "±", "\u{F06D}": "µ", "\u{F061}": "α", "\u{F062}": "β",
        "\u{F0B4}": "×", "\u{F0B0}": "°", "\u{F0AD}": "↑", "\u{F0AF}": "↓", "\u{F0AE}": "→", "\u{F044}": "Δ",
    ]

    static func readable(_ text: String) -> String {
        // Quick, since every word is asked: in UTF-8 those begin with EF 80 to EF 83.
        guard text.utf8.contains(0xEF), text.unicodeScalars.contains(where: { (0xF000...0xF0FF).contains($0.value) })
        else { return text }
        return String(text.map { meanings[$0] ?? $0 })
    }
}
