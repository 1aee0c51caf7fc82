/// Characters that Word keeps as positions in a symbol font, as the characters they look like.
enum WordSymbols {
    /// What a list bullet looks like.
    static func bullet(_ text: String) -> String {
        guard let scalar = text.unicodeScalars.first else { return "•" }
        switch scalar.value {
        case 0xF0A7, 0xF06E: return "▪"
        case 0xF0D8: return "➢"
        case 0xF0FC: return "✓"
        case 0x6F: return "o"
        case 0xE000...0xF8FF: return "•"
        default: return text.trimmed
        }
    }

    /// A `w:sym`, by font and hexadecimal position; nil for one that is not known.
    static func character(font: String, position: String) -> String? {
        guard let value = UInt32(position, radix: 16) else { return nil }
        let code = value & 0xFF
        if font.lowercased().hasPrefix("wingdings") { return dingbats[code] }
        return symbol(code)
    }

    /// A text whose private-use characters, the positions of a symbol font, are made readable.
    static func readable(_ text: String) -> String {
        guard text.unicodeScalars.contains(where: { (0xF020...0xF0FF).contains($0.value) }) else { return text }
        return text.unicodeScalars.map { scalar in
            (0xF020...0xF0FF).contains(scalar.value) ? symbol(scalar.value & 0xFF) ?? "\u{FFFD}" : String(scalar)
        }.joined()
    }

    /// A text set in the Symbol font by its ASCII positions.
    static func inSymbolFont(_ text: String) -> String {
        text.unicodeScalars.map { $0.isASCII ? symbol($0.value) ?? String($0) : readable(String($0)) }.joined()
    }

    /// Raised digits, signs and single letters as the characters that exist for them, so that 10⁹ does not become 109.
    static func raised(_ text: String) -> String {
        let isNumber = text.allSatisfy { $0.isNumber || $0 == "-" || $0 == "−" || $0 == "+" }
        guard isNumber || text.count == 1 else { return text }
        return String(text.map { superscripts[$0] ?? $0 })
    }

    private static let superscripts: [Character: Character] = Dictionary(
        uniqueKeysWithValues: zip("0123456789-−+abcdefghijklmnoprstuvwxyz", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁻⁺ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻ"))

    /// The Symbol font's encoding (Adobe's table), where it differs from ASCII.
    private static func symbol(_ code: UInt32) -> String? {
        switch code {
        case 0x41...0x5A: return letter("ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ", code - 0x41)
        case 0x61...0x7A: return letter("αβχδεφγηιϕκλμνοπθρστυϖωξψζ", code - 0x61)
        case 0x20...0x7E: return Unicode.Scalar(code).map { String(Character($0)) }
        default: return signs[code]
        }
    }

    private static func letter(_ alphabet: String, _ index: UInt32) -> String {
        String(alphabet[alphabet.index(alphabet.startIndex, offsetBy: Int(index))])
    }

    private static let signs: [UInt32: String] = [
        0xA2: "′", 0xA3: "≤", 0xA5: "∞", 0xAB: "↔", 0xAC: "←", 0xAD: "↑", 0xAE: "→", 0xAF: "↓", 0xB0: "°", 0xB1: "±",
        0xB2: "″", 0xB3: "≥", 0xB4: "×", 0xB5: "∝", 0xB6: "∂", 0xB7: "•", 0xB8: "÷", 0xB9: "≠", 0xBA: "≡", 0xBB: "≈",
        0xBC: "…", 0xD2: "®", 0xD3: "©", 0xD4: "™", 0xD6: "√", 0xE2: "®", 0xE3: "©", 0xE4: "™", 0xE5: "∑", 0xF2: "∫",
    ]

    private static let dingbats: [UInt32: String] = [
        0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "❑", 0x76: "❖", 0xA7: "▪", 0xA8: "☐", 0xD8: "➢", 0xDF: "←", 0xE0: "→",
        0xFB: "✗", 0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
    ]
}
