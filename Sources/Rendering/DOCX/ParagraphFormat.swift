/// Direct formatting of a paragraph, written in the order that the schema demands (`CT_PPr`).
struct ParagraphFormat: Sendable {
    var keepNext = false
    var pageBreakBefore = false
    /// A list of `numbering.xml` and the level in it.
    var numbering: (list: Int, level: Int)?
    /// Positions of left-aligned tab stops, in twips.
    var tabs: [Int] = []
    /// Twips.
    var indent: Indent?
    /// `left`, `center` or `right`.
    var alignment: String?
    /// Ends a section with this paragraph.
    var section: Markup?

    struct Indent: Sendable {
        var left = 0
        var right = 0
        var hanging = 0
    }

    func markup(style: String?) -> [Markup] {
        var result: [Markup] = []
        if let style { result.append(Word.value("pStyle", style)) }
        if keepNext { result.append(Word.flag("keepNext")) }
        if pageBreakBefore { result.append(Word.flag("pageBreakBefore")) }
        if let numbering {
            result.append(
                Word.node("numPr", [:], [Word.value("ilvl", numbering.level), Word.value("numId", numbering.list)]))
        }
        if !tabs.isEmpty {
            result.append(Word.node("tabs", [:], tabs.map { Word.node("tab", ["val": "left", "pos": "\($0)"]) }))
        }
        if let indent {
            result.append(
                Word.node(
                    "ind", ["left": "\(indent.left)", "right": "\(indent.right)", "hanging": "\(indent.hanging)"]))
        }
        if let alignment { result.append(Word.value("jc", alignment)) }
        if let section { result.append(section) }
        return result
    }
}
