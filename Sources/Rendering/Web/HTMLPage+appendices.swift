extension HTMLPage {
    var abbreviations: [Markup] {
        let entries = composition.manuscript.abbreviations
        guard !entries.isEmpty else {
            return [
                .node("p", ["class": "open"], text: composition.openText(Composition.noAbbreviations))
            ]
        }
        return [table(header: ["Abbreviation", "Meaning"], rows: entries.map { [$0.short, $0.meaning] })]
    }

    /// Each passage cited, under the number by which the text calls it.
    var passages: Markup {
        .node(
            "ol", ["class": "passages"],
            composition.citations.ordered.enumerated().map { index, citation in
                .node("li", ["id": Anchors.passage(index + 1)], text: composition.reference(to: citation))
            })
    }

    var sources: Markup {
        table(
            header: ["Document", "Kind", "SHA-256"],
            rows: composition.manuscript.sources.map { [$0.name, $0.kind ?? "\u{2013}", $0.sha256] })
    }

    private func table(header: [String], rows: [[String]]) -> Markup {
        let cells = header.map { Markup.node("th", ["scope": "col"], text: $0) }
        let body = rows.map { row in Markup.node("tr", [:], row.map { .node("td", text: $0) }) }
        return .node(
            "table", [:], [.node("thead", [:], [.node("tr", [:], cells)]), .node("tbody", [:], body)])
    }
}
