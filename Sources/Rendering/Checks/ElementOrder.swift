/// Checks that children stand in the order which the schema demands (ECMA-376 part 1, annex A), for the elements that
/// are written here. Word refuses a file in which they do not.
enum ElementOrder {
    /// The children that each element may have, in their order.
    private static let sequences: [String: [String]] = [
        "pPr": [
            "pStyle", "keepNext", "keepLines", "pageBreakBefore", "widowControl", "numPr", "pBdr", "shd", "tabs",
            "suppressAutoHyphens", "spacing", "ind", "contextualSpacing", "jc", "textAlignment", "outlineLvl", "rPr",
            "sectPr",
        ],
        "rPr": [
            "rStyle", "rFonts", "b", "bCs", "i", "iCs", "caps", "smallCaps", "strike", "dstrike", "color", "spacing",
            "w", "kern", "position", "sz", "szCs", "highlight", "u", "shd", "vertAlign", "lang",
        ],
        "pBdr": ["top", "left", "bottom", "right", "between"],
        "tbl": ["tblPr", "tblGrid", "tr"],
        "tblPr": [
            "tblStyle", "tblStyleRowBandSize", "tblStyleColBandSize", "tblW", "jc", "tblInd", "tblBorders", "shd",
            "tblLayout", "tblCellMar", "tblLook", "tblDescription",
        ],
        "tblBorders": ["top", "left", "bottom", "right", "insideH", "insideV"],
        "tcBorders": ["top", "left", "bottom", "right", "insideH", "insideV"],
        "tcMar": ["top", "left", "bottom", "right"],
        "tblCellMar": ["top", "left", "bottom", "right"],
        "tr": ["trPr", "tc"],
        "trPr": ["cantSplit", "tblHeader"],
        "tc": ["tcPr", "p"],
        "tcPr": ["tcW", "gridSpan", "vMerge", "tcBorders", "shd", "tcMar", "vAlign"],
        "tblStylePr": ["pPr", "rPr", "tblPr", "tcPr"],
        "style": ["name", "basedOn", "next", "qFormat", "pPr", "rPr", "tblPr", "tcPr", "tblStylePr"],
        "styles": ["docDefaults", "style"],
        "settings": [
            "zoom", "defaultTabStop", "characterSpacingControl", "footnotePr", "compat", "decimalSymbol",
            "listSeparator",
        ],
        "font": ["altName", "charset", "family", "pitch"],
        "lvl": ["start", "numFmt", "lvlText", "lvlJc", "pPr", "rPr"],
        "numbering": ["abstractNum", "num"],
        "sdt": ["sdtPr", "sdtContent"],
        "body": ["p", "tbl", "sdt", "sectPr"],
    ]

    /// Children of these may stand in any order but for the last kind: their table only says which are known.
    private static let unordered: Set = ["body"]

    static func faults(in root: XMLElement) -> [String] {
        var faults: Set<String> = []
        root.visit { element in
            let name = element.name
            if let sequence = sequences[name], let fault = fault(in: element, name, sequence) { faults.insert(fault) }
            // A cell or a note without a paragraph is refused by Word.
            if name == "tc", element.children.last?.name != "p" {
                faults.insert("a cell does not end with a paragraph")
            }
            if name == "sectPr", let fault = fault(inSection: element) { faults.insert(fault) }
        }
        return faults.sorted()
    }

    private static func fault(in element: XMLElement, _ name: String, _ sequence: [String]) -> String? {
        var last = 0
        for child in element.children {
            guard let position = sequence.firstIndex(of: child.name) else { return "\(child.name) inside \(name)" }
            if position < last, !unordered.contains(name) { return "\(child.name) too late inside \(name)" }
            last = position
        }
        return nil
    }

    /// Header and footer references come first, in any order among themselves.
    private static func fault(inSection section: XMLElement) -> String? {
        let names = section.children.map(\.name)
        let rest = names.drop { $0 == "headerReference" || $0 == "footerReference" }
        let expected = ["type", "pgSz", "pgMar", "cols", "titlePg"]
        let found = expected.filter { rest.contains($0) }
        return Array(rest) == found ? nil : "a section's properties are out of order"
    }
}
