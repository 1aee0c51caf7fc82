/// The table styles of `word/styles.xml`.
enum DOCXTableStyles {
    static var all: [(id: String, name: String, markup: Markup)] {
        [
            style("TableNormal", "Normal Table", isDefault: true, borders: []),
            // Rules above, below and thin ones between rows; none upright, as in printed reports.
            style(
                "ReportTable", "Report Table",
                borders: [("top", 8, "000000"), ("bottom", 8, "000000"), ("insideH", 4, "BFBFBF")]),
            style(
                "FieldTable", "Field Table",
                borders: [("top", 4, "7F7F7F"), ("bottom", 4, "7F7F7F"), ("insideH", 4, "BFBFBF")]),
            style(
                "DraftBox", "Draft Box",
                borders: [
                    ("top", 12, "C00000"), ("left", 12, "C00000"), ("bottom", 12, "C00000"), ("right", 12, "C00000"),
                    ("insideH", 4, "D9D9D9"),
                ]),
        ]
    }

    private static func style(
        _ id: String, _ name: String, isDefault: Bool = false, borders: [(side: String, width: Int, color: String)]
    ) -> (id: String, name: String, markup: Markup) {
        var attributes = [Markup.Attribute(name: "w:type", value: "table")]
        if isDefault { attributes.append(.init(name: "w:default", value: "1")) }
        attributes.append(.init(name: "w:styleId", value: id))
        var properties = [Word.node("tblInd", ["w": "0", "type": "dxa"])]
        if !borders.isEmpty {
            properties.append(
                Word.node(
                    "tblBorders", [:],
                    borders.map {
                        Word.node(
                            $0.side, ["val": "single", "sz": "\($0.width)", "space": "0", "color": $0.color])
                    }))
        }
        let padding = "\(TableMetrics.standard.cellPadding / 2)"
        properties.append(
            Word.node(
                "tblCellMar", [:],
                [("top", "0"), ("left", padding), ("bottom", "0"), ("right", padding)].map {
                    Word.node($0.0, ["w": $0.1, "type": "dxa"])
                }))
        var content = [Word.value("name", name)]
        if !isDefault { content.append(Word.value("basedOn", "TableNormal")) }
        content.append(Word.node("tblPr", [:], properties))
        return (id, name, .element(name: "w:style", attributes: attributes, children: content))
    }
}
