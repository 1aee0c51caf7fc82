/// Tells the lines under a table that belong to it.
enum TableNote {
    /// Lines such as `Note: …`, `Source: …`, `[1] …`, `* p < 0.05`.
    static func isNote(_ text: String) -> Bool {
        let start = text.prefix(16).lowercased()
        if ["note:", "notes:", "source:", "sources:", "abbreviations:", "note –", "note -"].contains(
            where: start.hasPrefix)
        {
            return true
        }
        guard let first = text.first else { return false }
        if "*†‡§¶#".contains(first) { return true }
        return isBracketed(text) || "⁰¹²³⁴⁵⁶⁷⁸⁹ᵃᵇᶜᵈᵉᶠᵍʰ".contains(first)
    }

    /// `[1] …` or `[a] …`.
    private static func isBracketed(_ text: String) -> Bool {
        guard text.first == "[", let close = text.firstIndex(of: "]") else { return false }
        let mark = text[text.index(after: text.startIndex)..<close]
        return (1...3).contains(mark.count) && mark.allSatisfy { $0.isLetter || $0.isNumber }
    }
}
