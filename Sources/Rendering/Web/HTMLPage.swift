/// The parts of a document as HTML.
struct HTMLPage {
    let composition: Composition
    let anchors: Anchors

    init(_ composition: Composition) {
        self.composition = composition
        anchors = Anchors(composition)
    }

    var root: Markup {
        .node("html", ["lang": composition.manuscript.properties.language], [head, body])
    }

    private var head: Markup {
        .node(
            "head", [:],
            [
                .node("meta", ["charset": "utf-8"]),
                // Whatever a source wrote, the page loads and runs nothing.
                .node(
                    "meta",
                    [
                        "http-equiv": "Content-Security-Policy",
                        "content": "default-src 'none'; style-src 'unsafe-inline'",
                    ]),
                .node("meta", ["name": "viewport", "content": "width=device-width, initial-scale=1"]),
                .node("meta", ["name": "generator", "content": "Galley"]),
                .node("title", text: composition.manuscript.properties.title),
                .node("style", text: HTMLStyle.sheet),
            ])
    }

    private var body: Markup {
        var content = composition.parts.map { part($0) }
        if composition.manuscript.citationStyle != .none, !composition.hasPassagesPart, !composition.citations.isEmpty {
            content.append(.node("section", ["id": "cited-passages"], [.node("h2", text: "Cited Passages"), passages]))
        }
        return .node("body", [:], content + [footer])
    }

    private func part(_ part: Composition.Part) -> Markup {
        switch part {
        case .titlePage(let heading): titlePage(heading)
        case .contents(let heading): contents(heading)
        case .abbreviations(let heading): section(heading, abbreviations)
        case .section(let heading, let pieces): section(heading, HTMLPieces(composition, anchors).markup(of: pieces))
        case .passages(let heading): section(heading, [passages])
        case .sources(let heading): section(heading, [sources])
        }
    }

    private func section(_ heading: Composition.Heading, _ content: [Markup]) -> Markup {
        .node("section", ["id": anchors.heading(heading)], [self.heading(heading)] + content)
    }

    /// The title of the page is the one `h1`.
    private func heading(_ heading: Composition.Heading) -> Markup {
        .node("h\(min(heading.level + 1, 6))", text: heading.label)
    }

    private func titlePage(_ heading: Composition.Heading?) -> Markup {
        let page = composition.manuscript.titlePage
        let fields = page.fields.map { field in
            let value: Markup =
                field.value.map { .node("td", text: $0) }
                ?? .node("td", ["class": "open"], text: "[To be completed]")
            return Markup.node("tr", [:], [.node("th", ["scope": "row"], text: field.label), value])
        }
        let name = heading.map { anchors.heading($0) } ?? "title-page"
        var content: [Markup] = [
            .node("p", ["class": "document-type"], text: page.documentType), .node("h1", text: page.title),
        ]
        if let heading { content.insert(self.heading(heading), at: 0) }
        if !fields.isEmpty { content.append(.node("table", ["class": "fields"], [.node("tbody", [:], fields)])) }
        return .node("header", ["id": name], content + draftBox)
    }

    private var draftBox: [Markup] {
        guard let mark = composition.draftMark else { return [] }
        let findings = composition.manuscript.findings.map { finding in
            Markup.node("li", [:], [.node("strong", text: finding.severity), .text(": \(finding.message)")])
        }
        let list: [Markup] = findings.isEmpty ? [] : [.node("ul", [:], findings)]
        return [.node("aside", ["class": "draft"], [.node("p", [:], [.node("strong", text: mark)])] + list)]
    }

    private func contents(_ heading: Composition.Heading?) -> Markup {
        let entries = composition.headings.filter { $0.level <= 4 }.map { entry in
            Markup.node(
                "li", ["class": "level-\(entry.level)"],
                [.node("a", ["href": "#" + anchors.heading(entry)], text: entry.label)])
        }
        var content: [Markup] = [
            heading.map { self.heading($0) } ?? .node("h2", text: "Table of Contents"), .node("ul", [:], entries),
        ]
        if !composition.tables.isEmpty {
            let tables = composition.tables.map { table in
                Markup.node(
                    "li", [:],
                    [
                        .node(
                            "a", ["href": "#" + Anchors.table(table.number)],
                            text: "Table \(table.number): \(table.table.caption)")
                    ])
            }
            content += [.node("h2", text: "List of Tables"), .node("ul", [:], tables)]
        }
        return .node("nav", ["id": heading.map { anchors.heading($0) } ?? "contents"], content)
    }

    private var footer: Markup {
        let properties = composition.manuscript.properties
        let text = [
            properties.studyID.map { "Study \($0)" }, "Document \(properties.documentID)",
            "Inputs \(properties.inputDigest)", properties.date,
        ].compactMap(\.self).joined(separator: " \u{B7} ")
        return .node("footer", [:], [.node("p", text: text)])
    }
}
