/// One paragraph style, with only what differs from the style it is based on.
struct DOCXStyle {
    var id: String
    var name: String
    var basedOn: String? = "Normal"
    var next: String?
    /// Shown among Word's quick styles.
    var isQuick = false
    var keepNext = false
    var keepLines = false
    var borders: [Border] = []
    /// Fill colour of the paragraph.
    var shade: String?
    var tabs: [Tab] = []
    /// Twips before and after.
    var spacing: (before: Int, after: Int)?
    /// Line distance in 240ths of a line.
    var line: Int?
    var indent: ParagraphFormat.Indent?
    var alignment: String?
    /// From 0 to 8 makes a heading; 9 takes a style out of the headings that it inherits from.
    var outline: Int?
    var run = RunFormat()
    var font: String?

    struct Border {
        var side: String
        /// Eighths of a point.
        var width: Int
        var color: String
    }

    struct Tab {
        var kind: String
        var position: Int
        var leader: String?
    }

    var markup: Markup {
        var content = [Word.value("name", name)]
        if let basedOn { content.append(Word.value("basedOn", basedOn)) }
        if let next { content.append(Word.value("next", next)) }
        if isQuick { content.append(Word.flag("qFormat")) }
        let paragraph = paragraphProperties
        if !paragraph.isEmpty { content.append(Word.node("pPr", [:], paragraph)) }
        let run = runProperties
        if !run.isEmpty { content.append(Word.node("rPr", [:], run)) }
        return .element(
            name: "w:style",
            attributes: [.init(name: "w:type", value: "paragraph")]
                + (basedOn == nil ? [.init(name: "w:default", value: "1")] : [])
                + [.init(name: "w:styleId", value: id)],
            children: content)
    }

    private var runProperties: [Markup] {
        let fonts = font.map { [Word.node("rFonts", ["ascii": $0, "hAnsi": $0, "cs": $0])] } ?? []
        return fonts + run.markup
    }

    private var paragraphProperties: [Markup] {
        var result: [Markup] = []
        if keepNext { result.append(Word.flag("keepNext")) }
        if keepLines { result.append(Word.flag("keepLines")) }
        if !borders.isEmpty {
            result.append(
                Word.node(
                    "pBdr", [:],
                    borders.map {
                        Word.node($0.side, ["val": "single", "sz": "\($0.width)", "space": "4", "color": $0.color])
                    }))
        }
        if let shade { result.append(Word.node("shd", ["val": "clear", "color": "auto", "fill": shade])) }
        if !tabs.isEmpty { result.append(tabsElement.markup) }
        if let spacing {
            let line = self.line ?? 240
            result.append(
                Word.node(
                    "spacing",
                    [
                        "before": "\(spacing.before)", "after": "\(spacing.after)", "line": "\(line)",
                        "lineRule": "auto",
                    ]))
        }
        if let indent {
            result.append(
                Word.node(
                    "ind", ["left": "\(indent.left)", "right": "\(indent.right)", "hanging": "\(indent.hanging)"]))
        }
        if let alignment { result.append(Word.value("jc", alignment)) }
        if let outline { result.append(Word.value("outlineLvl", outline)) }
        return result
    }
}

extension DOCXStyle {
    /// `w:tabs` as an element, for putting it into a style of somebody else's.
    var tabsElement: ReferenceDocument.Element {
        .init(
            "tabs", [],
            tabs.map { tab in
                .init(
                    "tab",
                    [.init("val", tab.kind)] + (tab.leader.map { [.init("leader", $0)] } ?? [])
                        + [.init("pos", "\(tab.position)")])
            })
    }
}
