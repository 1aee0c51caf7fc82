/// `word/settings.xml` and what else says how Word is to treat the document.
enum DOCXSettings {
    /// Fields are not marked for updating: Word would ask the reader for leave at every opening.
    static func file(hasFootnotes: Bool) -> Markup {
        var content = [
            Word.node("zoom", ["percent": "100"]),
            Word.value("defaultTabStop", 720),
            Word.value("characterSpacingControl", "doNotCompress"),
        ]
        if hasFootnotes {
            content.append(
                Word.node(
                    "footnotePr", [:],
                    [Word.node("footnote", ["id": "-1"]), Word.node("footnote", ["id": "0"])]))
        }
        // Mode 15 is Word 2013 and later; without it Word opens the file as an old one.
        let setting = Word.node(
            "compatSetting",
            ["name": "compatibilityMode", "uri": "http://schemas.microsoft.com/office/word", "val": "15"])
        content.append(Word.node("compat", [:], [setting]))
        content.append(Word.value("decimalSymbol", "."))
        content.append(Word.value("listSeparator", ","))
        return Word.node("settings", Word.namespaces, content)
    }
}
