/// `word/numbering.xml`: the bulleted list, nine levels deep.
enum DOCXNumbering {
    /// The number by which paragraphs name the list.
    static let bullets = 1

    private static let marks = ["\u{2022}", "\u{2013}", "\u{25AA}"]

    static func file() -> Markup {
        let levels = (0..<9).map { level in
            let left = 360 * (level + 1)
            return Word.node(
                "lvl", ["ilvl": "\(level)"],
                [
                    Word.value("start", 1), Word.value("numFmt", "bullet"),
                    Word.value("lvlText", marks[level % marks.count]), Word.value("lvlJc", "left"),
                    Word.node("pPr", [:], [Word.node("ind", ["left": "\(left)", "hanging": "360"])]),
                    Word.node(
                        "rPr", [:], [Word.node("rFonts", ["ascii": DOCXFonts.text, "hAnsi": DOCXFonts.text])]),
                ])
        }
        return Word.node(
            "numbering", Word.namespaces,
            [
                Word.node(
                    "abstractNum", ["abstractNumId": "0"], [Word.value("multiLevelType", "hybridMultilevel")] + levels),
                Word.node("num", ["numId": "\(bullets)"], [Word.value("abstractNumId", 0)]),
            ])
    }
}
