import Extraction
import Rendering

/// Turns blocks of sources into elements of the manuscript, word for word, each with its citation.
struct BlockElements {
    let reading: Reading

    /// The elements of one block; a table without title and heading is a list set in columns, and becomes a list again.
    func elements(of entry: PlacedBlocks.Entry) -> [Manuscript.Element] {
        let citation = reading.citation(entry.source, entry.block)
        let cited = [citation.forManuscript]
        switch entry.block.content {
        case .heading(_, _, let text): return [.subheading(text)]
        case .paragraph(let text): return [.paragraph(.init(text, citations: cited))]
        case .listItem(let level, let marker, let text):
            return [
                .listItem(level: level, marker: marker, ordered: Self.isOrdered(marker), .init(text, citations: cited))
            ]
        case .footnote(let mark, let text): return [.paragraph(.init("\(mark) \(text)", citations: cited))]
        case .figure(let caption, _):
            let place = "\(citation.source), \(citation.place)"
            return [.note("Figure to be carried over from \(place): \(caption ?? "without caption")")]
        case .table(let table):
            if table.caption == nil, table.label == nil, table.headerRows == 0 { return list(table, cited) }
            return [.table(display(table, fallback: entry.heading ?? entry.source.content.source.name, cited))]
        }
    }

    private func list(_ table: Table, _ cited: [Manuscript.Citation]) -> [Manuscript.Element] {
        let lines = table.rows.map { row in
            row.map { TableReading.clean($0.text) }.filter { !$0.isEmpty }.joined(separator: " – ")
        }.filter { !$0.isEmpty }
        return lines.enumerated().map { index, line in
            .listItem(level: 1, marker: "–", ordered: false, .init(line, citations: index == 0 ? cited : []))
        }
    }

    func display(_ table: Table, fallback: String, _ cited: [Manuscript.Citation]) -> Manuscript.DisplayTable {
        Manuscript.DisplayTable(
            caption: table.caption ?? fallback, sourceLabel: table.label, subtitles: table.subtitles,
            headerRows: table.headerRows,
            rows: table.rows.enumerated().compactMap { index, row in
                let isBlank = row.allSatisfy { $0.text.allSatisfy(\.isWhitespace) }
                guard index < table.headerRows || !isBlank else { return nil }
                return row.map { Manuscript.Cell($0.text, columnSpan: $0.columnSpan, rowSpan: $0.rowSpan) }
            }, footnotes: table.footnotes, citations: cited)
    }

    private static func isOrdered(_ marker: String) -> Bool { marker.contains { $0.isNumber || $0.isLetter } }
}
