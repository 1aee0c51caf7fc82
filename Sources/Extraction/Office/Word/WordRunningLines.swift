/// The headers and footers of a Word file, set apart from its content or turned into the title of its table.
struct WordRunningLines {
    let sections: [WordSection]
    /// The lines of each header and footer part, by relationship id.
    private var lines: [String: [String]] = [:]

    init(sections: [WordSection]) { self.sections = sections }

    mutating func read(_ linesOfPart: (String) throws -> [String]) rethrows {
        for section in sections {
            for id in Self.ids(section.headers) + Self.ids(section.footers) where lines[id] == nil {
                lines[id] = try linesOfPart(id)
            }
        }
    }

    /// The blocks, with tables that have their title in the header; and the lines that are in no block.
    func titled(_ numbered: [(section: Int, block: Block)]) -> (blocks: [Block], furniture: [String]) {
        var furniture = FurnitureLines()
        var blocks: [Block] = []
        let lastSection = max(sections.count - 1, 0)
        let bySection = Dictionary(grouping: numbered) { min($0.section, lastSection) }
        for (index, section) in (sections.isEmpty ? [WordSection()] : sections).enumerated() {
            let own = (bySection[index] ?? []).map(\.block)
            let header = section.headers["default"].flatMap { lines[$0] } ?? []
            let footer = section.footers["default"].flatMap { lines[$0] } ?? []
            if Self.isTableOnly(own), let title = RunningTitle(header: header, footer: footer) {
                blocks += Self.joined(own, under: title)
                furniture.add(title.rest)
            } else {
                blocks += own
                for id in Self.ids(section.headers) + Self.ids(section.footers) { furniture.add(lines[id] ?? []) }
            }
        }
        for index in blocks.indices { blocks[index].index = index }
        return (blocks, furniture.lines)
    }

    /// Whether tables are all there is but for a line or two.
    private static func isTableOnly(_ blocks: [Block]) -> Bool {
        var tables = 0
        var otherCharacters = 0
        for block in blocks {
            switch block.content {
            case .table(let table):
                guard table.label == nil else { return false }
                tables += 1
            case .heading: return false
            default: otherCharacters += block.text.count
            }
        }
        return tables > 0 && otherCharacters <= 200
    }

    /// Under one title there is one table: what follows the first with the same columns carries it on.
    private static func joined(_ blocks: [Block], under title: RunningTitle) -> [Block] {
        var result: [Block] = []
        for var block in blocks {
            guard case .table(var table) = block.content else {
                result.append(block)
                continue
            }
            if let last = result.indices.last, case .table(let former) = result[last].content,
                let whole = former.continued(bySection: table)
            {
                result[last].content = .table(whole)
                continue
            }
            table.label = title.label
            table.caption = title.caption
            table.subtitles = title.subtitles + table.subtitles
            table.footnotes += title.footnotes
            block.content = .table(table)
            result.append(block)
        }
        return result
    }

    private static func ids(_ references: [String: String]) -> [String] {
        ["default", "first", "even"].compactMap { references[$0] }
    }
}

extension Table {
    /// This table with the rows of another under the same running title, whose repeated header rows are left out.
    fileprivate func continued(bySection other: Table) -> Table? {
        guard other.columnCount == columnCount else { return nil }
        var joined = self
        let repeats = headerRows > 0 && Array(other.rows.prefix(headerRows)) == Array(rows.prefix(headerRows))
        guard repeats || other.headerRows == 0 else { return nil }
        joined.rows += repeats ? other.rows.dropFirst(headerRows) : other.rows[...]
        return joined
    }
}
