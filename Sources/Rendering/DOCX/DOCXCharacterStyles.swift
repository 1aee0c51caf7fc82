/// The character styles of `word/styles.xml`.
enum DOCXCharacterStyles {
    static var all: [(id: String, name: String, markup: Markup)] {
        [
            style("DefaultParagraphFont", "Default Paragraph Font", isDefault: true, []),
            // Sized as the text: a mark in a table's source line is no larger than its line.
            style("CommentReference", "annotation reference", [Word.value("sz", 16), Word.value("szCs", 16)]),
            style("FootnoteReference", "footnote reference", [Word.value("vertAlign", "superscript")]),
        ]
    }

    private static func style(_ id: String, _ name: String, isDefault: Bool = false, _ run: [Markup]) -> (
        id: String, name: String, markup: Markup
    ) {
        var attributes = [Markup.Attribute(name: "w:type", value: "character")]
        if isDefault { attributes.append(.init(name: "w:default", value: "1")) }
        attributes.append(.init(name: "w:styleId", value: id))
        var content = [Word.value("name", name)]
        if !isDefault { content.append(Word.value("basedOn", "DefaultParagraphFont")) }
        if !run.isEmpty { content.append(Word.node("rPr", [:], run)) }
        return (id, name, .element(name: "w:style", attributes: attributes, children: content))
    }
}
