/// `word/fontTable.xml`: the fonts used, and what may stand in for them at equal widths.
enum DOCXFonts {
    static let text = "Times New Roman"
    static let digest = "Courier New"

    static func file() -> Markup {
        Word.node(
            "fonts", Word.namespaces,
            [
                font(text, alternative: "Liberation Serif", family: "roman", pitch: "variable"),
                font(digest, alternative: "Liberation Mono", family: "modern", pitch: "fixed"),
                font("Symbol", alternative: "OpenSymbol", family: "roman", pitch: "variable"),
            ])
    }

    private static func font(_ name: String, alternative: String, family: String, pitch: String) -> Markup {
        Word.node(
            "font", ["name": name],
            [
                Word.value("altName", alternative), Word.node("charset", ["val": "00"]), Word.value("family", family),
                Word.value("pitch", pitch),
            ])
    }
}
