import Extraction

/// A document that a house writes its own from, as a template sees it: its headings with what stands below each.
struct HouseDocument {
    struct Section {
        var number: String?
        var title: String
        var level: Int
        /// What is printed as it stands, items beginning with `• `.
        var fixed: [String] = []
        /// What tells the writer what to put here, and text with places to be filled in.
        var instructions: [String] = []
    }

    private(set) var sections: [Section] = []
    /// Blocks before the first heading, which make the title page.
    private(set) var leading: [String] = []
    /// Tables and figures, which a template cannot hold.
    private(set) var displayCount = 0

    init(_ content: ExtractedContent) {
        for block in content.blocks {
            switch block.content {
            case .heading(let level, let number, let text): begin(level, number, text)
            case .paragraph(let text): add(text, isItem: false)
            case .listItem(_, _, let text): add(text, isItem: true)
            case .footnote(_, let text): instruct(text)
            case .table(let table): describe(table)
            case .figure: displayCount += 1
            }
        }
    }

    /// Depths may skip in Word, and not in a template.
    private mutating func begin(_ level: Int, _ number: String?, _ text: String) {
        let (ownNumber, title) = SectionReader.split(TableReading.clean(text))
        guard !title.isEmpty else { return }
        let deepest = (sections.last?.level ?? 0) + 1
        sections.append(Section(number: number ?? ownNumber, title: title, level: min(max(level, 1), deepest, 9)))
    }

    private mutating func add(_ text: String, isItem: Bool) {
        let line = TableReading.clean(text)
        guard !line.isEmpty else { return }
        guard !sections.isEmpty else { return leading.append(line) }
        if HouseInstruction.isInstruction(line) {
            instruct(line)
        } else {
            sections[sections.count - 1].fixed.append(isItem ? "\(FixedText.itemMark)\(line)" : line)
        }
    }

    private mutating func instruct(_ text: String) {
        let words = HouseInstruction.words(of: TableReading.clean(text))
        guard !sections.isEmpty, !words.isEmpty else { return }
        sections[sections.count - 1].instructions.append(words)
    }

    private mutating func describe(_ table: Table) {
        displayCount += 1
        let headers = TableReading(table).headers.filter { !$0.isEmpty }
        let title = [table.label, table.caption].compactMap(\.self).joined(separator: ": ")
        let columns = headers.isEmpty ? "" : " with the columns \(headers.joined(separator: ", "))"
        instruct("The house has a table here\(columns)\(title.isEmpty ? "" : ": \(title)").")
    }
}
