/// The whole of what is taken over from a stranger's style sheet (ECMA-376 part 1, 17.7): looks, and nothing that runs,
/// refers to another part, hides text or numbers it.
enum StyleRules {
    private typealias Rule = StyleRule
    private typealias Attribute = StyleRule.Attribute

    static let sheet = StyleRule(
        name: "styles",
        children: [
            StyleRule(
                name: "docDefaults",
                children: [
                    StyleRule(name: "rPrDefault", children: [run]),
                    StyleRule(name: "pPrDefault", children: [paragraph]),
                ]),
            style,
        ])

    private static let style = StyleRule(
        name: "style",
        attributes: [
            Attribute(name: "type", value: .word), Attribute(name: "styleId", value: .text, isRequired: true),
            Attribute(name: "default", value: .flag),
        ],
        children: [
            text("name"), text("basedOn"), text("next"), paragraph, run, table, cell,
            StyleRule(
                name: "tblStylePr", attributes: [Attribute(name: "type", value: .word, isRequired: true)],
                children: [paragraph, run, table, cell], repeats: true),
        ], repeats: true)

    private static let run = StyleRule(
        name: "rPr",
        children: [
            StyleRule(
                name: "rFonts",
                attributes: [
                    Attribute(name: "ascii", value: .font(theme: "asciiTheme")),
                    Attribute(name: "hAnsi", value: .font(theme: "hAnsiTheme")),
                    Attribute(name: "eastAsia", value: .font(theme: "eastAsiaTheme")),
                    Attribute(name: "cs", value: .font(theme: "cstheme")),
                ])
        ] + ["b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike"].map(flag) + [
            StyleRule(name: "color", attributes: [color("val", isRequired: true)]),
            whole("spacing", -1_000...1_000), whole("w", 1...600), whole("kern", 0...3_276),
            whole("position", -1_000...1_000), whole("sz", 2...400), whole("szCs", 2...400), word("highlight"),
            StyleRule(name: "u", attributes: [Attribute(name: "val", value: .word, isRequired: true), color("color")]),
            shade, word("vertAlign"),
        ])

    private static let paragraph = StyleRule(
        name: "pPr",
        children: ["keepNext", "keepLines", "pageBreakBefore", "widowControl"].map(flag) + [
            StyleRule(name: "pBdr", children: borders(["top", "left", "bottom", "right", "between"])), shade,
            StyleRule(
                name: "tabs",
                children: [
                    StyleRule(
                        name: "tab",
                        attributes: [
                            Attribute(name: "val", value: .word, isRequired: true),
                            Attribute(name: "leader", value: .word),
                            Attribute(name: "pos", value: lengths, isRequired: true),
                        ], repeats: true)
                ]),
            flag("suppressAutoHyphens"),
            StyleRule(
                name: "spacing",
                attributes: [
                    Attribute(name: "before", value: sizes), Attribute(name: "beforeAutospacing", value: .flag),
                    Attribute(name: "after", value: sizes), Attribute(name: "afterAutospacing", value: .flag),
                    Attribute(name: "line", value: sizes), Attribute(name: "lineRule", value: .word),
                ]),
            StyleRule(
                name: "ind",
                attributes: [
                    Attribute(name: "left", value: lengths, otherName: "start"),
                    Attribute(name: "right", value: lengths, otherName: "end"),
                    Attribute(name: "hanging", value: sizes), Attribute(name: "firstLine", value: sizes),
                ]),
            flag("contextualSpacing"), word("jc"), word("textAlignment"), whole("outlineLvl", 0...9),
        ])

    private static let table = StyleRule(
        name: "tblPr",
        children: [
            whole("tblStyleRowBandSize", 0...100), whole("tblStyleColBandSize", 0...100), word("jc"),
            width("tblInd", lengths),
            StyleRule(
                name: "tblBorders", children: borders(["top", "left", "bottom", "right", "insideH", "insideV"])),
            shade, margins("tblCellMar"),
        ])

    private static let cell = StyleRule(
        name: "tcPr",
        children: [
            StyleRule(
                name: "tcBorders", children: borders(["top", "left", "bottom", "right", "insideH", "insideV"])),
            shade, margins("tcMar"), word("vAlign"),
        ])

    private static let shade = StyleRule(
        name: "shd",
        attributes: [
            Attribute(name: "val", value: .word, isRequired: true), color("color"),
            Attribute(name: "fill", value: .color(theme: "themeFill")),
        ])

    // MARK: Parts

    /// Up to 22 inches, the largest sheet that Word knows.
    private static let lengths = StyleRule.Value.whole(-31_680...31_680)
    private static let sizes = StyleRule.Value.whole(0...31_680)
    private static let strictNames = ["left": "start", "right": "end"]

    private static func flag(_ name: String) -> StyleRule {
        StyleRule(name: name, attributes: [Attribute(name: "val", value: .flag)])
    }

    private static func whole(_ name: String, _ range: ClosedRange<Int>) -> StyleRule {
        StyleRule(name: name, attributes: [Attribute(name: "val", value: .whole(range), isRequired: true)])
    }

    private static func word(_ name: String) -> StyleRule {
        StyleRule(name: name, attributes: [Attribute(name: "val", value: .word, isRequired: true)])
    }

    private static func text(_ name: String) -> StyleRule {
        StyleRule(name: name, attributes: [Attribute(name: "val", value: .text, isRequired: true)])
    }

    private static func color(_ name: String, isRequired: Bool = false) -> StyleRule.Attribute {
        Attribute(name: name, value: .color(theme: "themeColor"), isRequired: isRequired)
    }

    private static func borders(_ sides: [String]) -> [StyleRule] {
        sides.map { side in
            StyleRule(
                name: side, otherName: strictNames[side],
                attributes: [
                    Attribute(name: "val", value: .word, isRequired: true),
                    Attribute(name: "sz", value: .whole(0...96)), Attribute(name: "space", value: .whole(0...31)),
                    color("color"),
                ])
        }
    }

    private static func width(_ name: String, _ value: StyleRule.Value, otherName: String? = nil) -> StyleRule {
        StyleRule(
            name: name, otherName: otherName,
            attributes: [
                Attribute(name: "w", value: value, isRequired: true), Attribute(name: "type", value: .word),
            ])
    }

    private static func margins(_ name: String) -> StyleRule {
        StyleRule(
            name: name,
            children: ["top", "left", "bottom", "right"].map { width($0, sizes, otherName: strictNames[$0]) })
    }
}
