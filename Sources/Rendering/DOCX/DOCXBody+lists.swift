extension DOCXBody {
    /// Bullets are Word's own list; an ordered item keeps its marker literally, since a source's `c)` must stay `c)`.
    mutating func listItem(level: Int, marker: String, ordered: Bool, _ text: Manuscript.Text) -> Markup {
        guard ordered, !marker.isEmpty else {
            return Word.paragraph(
                "ListItem", ParagraphFormat(numbering: (DOCXNumbering.bullets, level)), inline(text))
        }
        let hanging = max(360, TextMeasure(size: 12).extent(of: marker).line + 120)
        let left = 360 * level + hanging
        return Word.paragraph(
            "ListItem",
            ParagraphFormat(tabs: [left], indent: ParagraphFormat.Indent(left: left, hanging: hanging)),
            [Word.run(marker + "\t")] + inline(text))
    }
}
