/// The part of `word/styles.xml` that is the house's.
extension HouseStyles {
    /// Its defaults, in our language.
    func defaults(language: String) -> Markup {
        let run = (defaults.first { $0.name == "rPr" }?.children ?? []).map(\.markup)
        let paragraph = (defaults.first { $0.name == "pPr" }?.children ?? []).map(\.markup)
        return Word.node(
            "docDefaults", [:],
            [
                Word.node("rPrDefault", [:], [Word.node("rPr", [:], run + [Word.node("lang", ["val": language])])]),
                Word.node("pPrDefault", [:], [Word.node("pPr", [:], paragraph)]),
            ])
    }

    /// All its styles, in their order.
    ///
    /// - Parameter own: ours, by which those that stand for one of them are fitted.
    func markup(own: [String: DOCXStyle]) -> [Markup] {
        let claimed = Dictionary(uniqueKeysWithValues: claims.map { ($1, $0) })
        let defaults: Set = ["Normal", "DefaultParagraphFont", "TableNormal"]
        return styles.indices.map { position in
            let style = styles[position]
            let claim = claimed[position]
            var attributes = [Markup.Attribute(name: "w:type", value: style.kind.rawValue)]
            let isDefault = claim.map(defaults.contains) ?? false
            if isDefault { attributes.append(.init(name: "w:default", value: "1")) }
            attributes.append(.init(name: "w:styleId", value: ids[position]))
            var content = [Word.value("name", style.name)]
            if let parent = parents[position], !isDefault { content.append(Word.value("basedOn", ids[parent])) }
            if let next = next(after: style) { content.append(Word.value("next", next)) }
            if style.kind == .paragraph { content.append(Word.flag("qFormat")) }
            content += fitted(position, claim.flatMap { own[$0] }).map(\.markup)
            return .element(name: "w:style", attributes: attributes, children: content)
        }
    }

    /// One of ours that the house lacks, based on its Normal: what Normal does to running text is taken back.
    func added(_ own: DOCXStyle) -> DOCXStyle {
        var style = own
        switch own.id {
        case "TOCHeading" where claims["Heading1"] != nil:
            style = DOCXStyle(
                id: own.id, name: own.name, basedOn: "Heading1", next: own.next, indent: .init(), outline: 9)
        // It stands above the title.
        case "DocumentType": style.alignment = property("jc", of: "pPr", in: "Title")?["val"] ?? "left"
        default: break
        }
        let isText = ["BodyText", "ListItem", "Passage"].contains(own.id)
        if style.basedOn == "Normal", !isText {
            if own.indent == nil, property("ind", of: "pPr", orDefaultIn: "Normal") != nil { style.indent = .init() }
            if style.alignment == nil, property("jc", of: "pPr", orDefaultIn: "Normal") != nil {
                style.alignment = "left"
            }
        }
        if own.id == "BodyText", property("spacing", of: "pPr", orDefaultIn: "Normal") != nil { style.spacing = nil }
        return style
    }

    private func next(after style: Style) -> String? {
        guard let next = style.next, let position = styles.firstIndex(where: { $0.id == next }),
            styles[position].kind == style.kind
        else { return nil }
        return ids[position]
    }

    // MARK: What our text asks of a style

    /// The style's properties with what the text needs that is set in it.
    private func fitted(_ position: Int, _ own: DOCXStyle?) -> [Element] {
        let properties = styles[position].properties
        guard let own else { return properties }
        var paragraph = properties.first { $0.name == "pPr" } ?? Element("pPr")
        if let outline = own.outline {
            paragraph.set("keepNext")
            paragraph.set("outlineLvl", ["val": "\(outline)"])
            hang(&paragraph, position, level: outline + 1)
        } else if Self.headingLevel(chain(position)) != nil {
            // Else it would be among the headings of the table of contents.
            paragraph.set("outlineLvl", ["val": "9"])
        }
        switch own.id {
        case "Caption": paragraph.set("keepNext")
        // Their lines have tabs of ours, which the house's own would come before.
        case "Header", "Footer":
            for name in ["tabs", "ind", "jc"] { paragraph.remove(name) }
        case "TableofFigures", "TOC1", "TOC2", "TOC3", "TOC4":
            paragraph.replace(own.tabsElement)
            paragraph.set(
                "ind", ["left": "\(own.indent?.left ?? 0)", "right": "0", "hanging": "\(own.indent?.hanging ?? 0)"])
        default: break
        }
        let rest = properties.filter { $0.name != "pPr" }
        return paragraph.children.isEmpty ? rest : [paragraph] + rest
    }

    /// Numbers are literal and a tab follows them: where the house's style hangs less than they need (its list had the
    /// indent, or its own numbers are shorter), ours makes room for the number.
    private func hang(_ paragraph: inout Element, _ position: Int, level: Int) {
        let own = chain(position).filter { !$0.isDefault }.flatMap(\.properties).filter { $0.name == "pPr" }
        let indent = own.lazy.compactMap { $0.first("ind") }.first
        let room = DOCXStyles.headingIndent(level, size: size(ofHeading: level))
        if let hanging = indent?["hanging"].flatMap({ Int($0) }), hanging >= room { return }
        let alignment = own.lazy.compactMap { $0.first("jc")?["val"] }.first
        guard alignment != "center", alignment != "right" else { return }
        let hanging = indent?["hanging"].flatMap { Int($0) } ?? 0
        let left = max(0, (indent?["left"].flatMap { Int($0) } ?? 0) - hanging)
        paragraph.replace(
            Element("tabs", [], [Element("tab", [.init("val", "left"), .init("pos", "\(left + room)")])]))
        paragraph.set("ind", ["left": "\(left + room)", "right": "0", "hanging": "\(room)"])
    }

    /// In points, with the font's width counted in.
    private func size(ofHeading level: Int) -> Double {
        let id = "Heading\(level)"
        let size = property("sz", of: "rPr", orDefaultIn: id)?["val"].flatMap { Double($0) } ?? 20
        let font = property("rFonts", of: "rPr", orDefaultIn: id)?["ascii"] ?? "Times New Roman"
        return size / 2 * FontStretch.of(font)
    }
}

extension ReferenceDocument.Element {
    /// The children of `pPr` that are set here, among all that it may have.
    private static let order = [
        "keepNext", "keepLines", "pageBreakBefore", "widowControl", "pBdr", "shd", "tabs", "suppressAutoHyphens",
        "spacing", "ind", "contextualSpacing", "jc", "textAlignment", "outlineLvl",
    ]

    mutating func remove(_ name: String) { children.removeAll { $0.name == name } }

    mutating func set(_ name: String, _ attributes: KeyValuePairs<String, String> = [:]) {
        replace(Self(name, attributes.map { Attribute($0.key, $0.value) }))
    }

    mutating func replace(_ element: Self) {
        remove(element.name)
        let place = Self.order.firstIndex(of: element.name) ?? Self.order.count
        let index = children.firstIndex { (Self.order.firstIndex(of: $0.name) ?? Self.order.count) > place }
        children.insert(element, at: index ?? children.count)
    }
}
