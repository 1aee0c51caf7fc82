/// How a workbook shows a number: what a cell's format code says, as far as it changes the text.
///
/// Colours, widths and fill characters are left out; fractions are shown as decimals.
struct CellFormat: Equatable {
    /// Up to four parts: for positive numbers, negative ones, zero, and text (ECMA-376 part 1, 18.8.31).
    private let sections: [CellFormatSection]

    static let general = CellFormat(code: "General")

    init(code: String) {
        sections = CellFormatSection.split(code).prefix(4).map(CellFormatSection.init)
    }

    /// One of the formats that a file may name without defining it.
    init?(builtIn id: Int) {
        guard let code = Self.builtIn[id] else { return nil }
        self.init(code: code)
    }

    /// The text shown for a number as the file has it, such as `43831` or `0.30000000000000004`.
    func text(_ number: String, from1904: Bool) -> String {
        guard let value = Double(number), value.isFinite else { return number }
        let (section, isSigned) = section(for: value)
        switch section.kind {
        case .general:
            let shown = NumberText.general(number, value)
            return section.prefix + (isSigned ? shown : NumberText.unsigned(shown)) + section.suffix
        case .literal: return section.prefix
        case .date(let tokens):
            return SerialDate(value, from1904: from1904).map { DateText.text($0, serial: value, tokens) } ?? number
        case .number(let pattern):
            let shown = NumberText.text(isSigned ? value : abs(value), pattern)
            return section.prefix + shown + section.suffix
        }
    }

    /// Whether numbers in this format are dates or times.
    var isDate: Bool {
        if case .date = sections.first?.kind { return true }
        return false
    }

    /// The part for a number, and whether the part leaves the minus sign to be shown.
    private func section(for value: Double) -> (section: CellFormatSection, isSigned: Bool) {
        guard let first = sections.first else { return (CellFormatSection("General"), true) }
        if sections.contains(where: { $0.condition != nil }) {
            return (sections.first { $0.condition?.holds(value) ?? true } ?? CellFormatSection("General"), true)
        }
        if value < 0, sections.count > 1 { return (sections[1], false) }
        if value == 0, sections.count > 2 { return (sections[2], true) }
        return (first, true)
    }

    /// ECMA-376 part 1, 18.8.30. Those that depend on the reader's country (14, 22 and the East Asian ones) are given
    /// in the one order that every country reads alike.
    private static let builtIn: [Int: String] = {
        var codes: [Int: String] = [
            0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
            12: "General", 13: "General", 14: "yyyy-mm-dd", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy",
            18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy-mm-dd h:mm",
            37: "#,##0;(#,##0)", 38: "#,##0;(#,##0)", 39: "#,##0.00;(#,##0.00)", 40: "#,##0.00;(#,##0.00)",
            41: "#,##0;-#,##0", 42: "#,##0;-#,##0", 43: "#,##0.00;-#,##0.00", 44: "#,##0.00;-#,##0.00",
            45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "0.0E+0", 49: "@",
        ]
        for id in Array(27...36) + Array(50...58) { codes[id] = "yyyy-mm-dd" }
        return codes
    }()
}
