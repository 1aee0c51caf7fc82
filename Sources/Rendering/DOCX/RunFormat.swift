/// Direct formatting of a run, written in the order that the schema demands (`CT_RPr`).
struct RunFormat: Sendable {
    var style: String?
    var bold = false
    var italic = false
    /// Six hexadecimal digits.
    var color: String?
    /// Points.
    var size: Double?

    var markup: [Markup] {
        var result: [Markup] = []
        if let style { result.append(Word.value("rStyle", style)) }
        if bold { result.append(Word.flag("b")) }
        if italic { result.append(Word.flag("i")) }
        if let color { result.append(Word.value("color", color)) }
        if let size {
            result.append(Word.value("sz", Int(size * 2)))
            result.append(Word.value("szCs", Int(size * 2)))
        }
        return result
    }
}
