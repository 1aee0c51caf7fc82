/// What of a text a file of XML can hold.
enum WrittenText {
    /// The same without the characters that XML forbids, which a ``MarkupSerializer`` drops.
    static func of(_ text: String) -> String {
        var result = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            switch scalar.value {
            case 0x09, 0x0A: result.append(scalar)
            case 0..<0x20, 0x7F, 0xFFFE, 0xFFFF: break
            default: result.append(scalar)
            }
        }
        return String(result)
    }
}
