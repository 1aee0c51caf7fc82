extension HouseStyles {
    /// What tables in the looks of the house go by; the widths of its pages are not known here.
    var tableMetrics: TableMetrics {
        var metrics = TableMetrics()
        if let size = property("sz", of: "rPr", in: "TableText")?["val"].flatMap({ Double($0) }) {
            metrics.size = min(max(size / 2, TableMetrics.smallestSize), 14)
        }
        let font = ["TableText", "Normal"].lazy
            .compactMap { self.property("rFonts", of: "rPr", orDefaultIn: $0)?["ascii"] }.first
        metrics.stretch = FontStretch.of(font ?? "Times New Roman")
        if let padding = cellPadding { metrics.cellPadding = padding }
        return metrics
    }

    /// How much more room the numbers of the table of contents take than in our own font and size.
    var contentsStretch: Double {
        let size = property("sz", of: "rPr", in: "TOC1")?["val"].flatMap { Double($0) } ?? 22
        let font = property("rFonts", of: "rPr", orDefaultIn: claims["TOC1"] == nil ? "Normal" : "TOC1")?["ascii"]
        return max(1, size / 22 * FontStretch.of(font ?? "Times New Roman"))
    }

    /// Left and right together, of the house's own table style.
    private var cellPadding: Int? {
        guard claims["ReportTable"] != nil,
            let margins = property("tblCellMar", of: "tblPr", in: "ReportTable")
        else { return nil }
        let sides = ["left", "right"].compactMap { margins.first($0)?["w"].flatMap { Int($0) } }
        return sides.count == 2 ? min(sides[0] + sides[1], 1_000) : nil
    }

    /// Word gives the looks of a first row to one row only, so header rows are given them each.
    var tableHeader: TableHeaderLook {
        guard let position = claims["ReportTable"] else { return TableHeaderLook() }
        let rows = chain(position).lazy.flatMap(\.properties).filter {
            $0.name == "tblStylePr" && $0["type"] == "firstRow"
        }
        func found(_ group: String, _ name: String, _ attribute: String) -> String? {
            rows.compactMap { $0.first(group)?.first(name)?[attribute] }.first.flatMap { $0 == "auto" ? nil : $0 }
        }
        return TableHeaderLook(
            fill: found("tcPr", "shd", "fill"), color: found("rPr", "color", "val"), hasLine: false)
    }
}

/// How wide the letters of common fonts run beside those of Times, from the mean width of their lower-case letters and
/// digits.
enum FontStretch {
    private static let known: [String: Double] = [
        "times new roman": 1, "liberation serif": 1, "times": 1, "garamond": 0.97, "cambria": 1.08, "georgia": 1.14,
        "calibri": 1.05, "carlito": 1.05, "aptos": 1.13, "arial": 1.13, "helvetica": 1.13, "liberation sans": 1.13,
        "arial narrow": 0.95, "segoe ui": 1.15, "tahoma": 1.15, "verdana": 1.33, "courier new": 1.42,
    ]

    /// A font not known is taken for a wide one.
    static func of(_ font: String) -> Double { known[font.lowercased()] ?? 1.15 }
}
