/// Joins lines into paragraphs and items of lists.
struct ParagraphBuilder {
    /// A paragraph with the rows it was made of.
    struct Paragraph {
        var marker: String?
        /// How deep an item of a list is, from 0.
        var level = 0
        var text: String
        var rows: [LayoutRow]

        var isOpen: Bool {
            guard let last = text.last else { return false }
            return !".!?:;".contains(last)
        }
    }

    let vocabulary: Vocabulary

    init(vocabulary: Vocabulary) {
        self.vocabulary = vocabulary
    }

    func paragraphs(_ rows: ArraySlice<LayoutRow>) -> [Paragraph] {
        let leading = Self.leading(rows)
        let right = rows.map(\.x1).max() ?? 0
        return rows.reduce(into: []) { paragraphs, row in
            if let mark = ListMarker.split(row.text) {
                paragraphs.append(Paragraph(marker: mark.marker, text: mark.text, rows: [row]))
            } else if let last = paragraphs.last, continues(last, row, leading: leading, right: right) {
                paragraphs[paragraphs.count - 1].text = vocabulary.join(last.text, row.text)
                paragraphs[paragraphs.count - 1].rows.append(row)
            } else {
                paragraphs.append(Paragraph(marker: nil, text: row.text, rows: [row]))
            }
        }
    }

    /// Joins what a page's end parted.
    func join(_ upper: Paragraph, _ lower: Paragraph) -> Paragraph? {
        guard lower.marker == nil, upper.isOpen, let first = lower.text.first,
            first.isLowercase || upper.text.hasSuffix("-")
        else { return nil }
        return Paragraph(
            marker: upper.marker, level: upper.level, text: vocabulary.join(upper.text, lower.text),
            rows: upper.rows + lower.rows)
    }

    private func continues(_ paragraph: Paragraph, _ row: LayoutRow, leading: Double, right: Double) -> Bool {
        guard let last = paragraph.rows.last, last.page == row.page, row.y0 > last.y0 else { return false }
        let gap = row.y0 - last.y1
        guard gap <= leading + 0.25 * row.height, abs(row.height - last.height) < 0.25 * row.height else {
            return false
        }
        // A line that ends early ends its paragraph, unless the next goes on in the middle of a sentence.
        let isShort = last.x1 < right - 0.3 * (right - last.x0)
        if Self.opensWithLabel(row.text), Self.opensWithLabel(paragraph.text) { return false }
        let hangs = paragraph.marker != nil && row.x0 > paragraph.rows[0].x0 + 6
        if isShort, !paragraph.isOpen || (row.text.first?.isUppercase == true && !hangs) { return false }
        if paragraph.marker != nil { return row.x0 > (paragraph.rows[0].x0) + 2 || row.text.first?.isLowercase == true }
        // Set further right than the line above: the first line of the next, or an item's text.
        guard let start = paragraph.rows.first else { return false }
        return row.x0 <= start.x0 + 2 || paragraph.rows.count > 1 && row.x0 <= last.x0 + 2 || paragraph.isOpen
    }

    /// `Lot number: ABC123`: lines that each name a value stay apart.
    private static func opensWithLabel(_ text: String) -> Bool {
        guard let colon = text.prefix(40).firstIndex(of: ":"), text.first?.isUppercase == true else { return false }
        let label = text[..<colon]
        return !label.contains(".") && label.split(separator: " ").count <= 5
            && text.index(after: colon) < text.endIndex && text[text.index(after: colon)] == " "
    }

    /// The space between two lines of a paragraph: the most common of the small ones.
    private static func leading(_ rows: ArraySlice<LayoutRow>) -> Double {
        let gaps = zip(rows, rows.dropFirst()).compactMap { upper, lower -> Double? in
            let gap = lower.y0 - upper.y1
            return upper.page == lower.page && gap > -upper.height && gap < 1.2 * upper.height ? gap : nil
        }
        return gaps.sorted().dropFirst(gaps.count / 4).first ?? 4
    }
}
