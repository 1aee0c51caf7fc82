import Extraction

/// The sources as rules read them: each with its kind, and its lines with the places where they stand.
struct Reading {
    struct Source {
        var index: Int
        var content: ExtractedContent
        var kind: SourceKind
    }

    /// One piece of running text.
    struct Line {
        var source: Int
        var kind: SourceKind
        var text: String
        var citation: Citation
    }

    /// In the order of the request.
    let sources: [Source]

    init(_ contents: [ExtractedContent], kinds: [SourceKind]) {
        sources = zip(contents, kinds).enumerated().map { Source(index: $0, content: $1.0, kind: $1.1) }
    }

    /// Plans first, then reports, then tables: the order in which sources are believed about what was planned.
    var byAuthority: [Source] {
        let order: [SourceKind] = [
            .protocolDocument, .statisticalPlan, .report, .investigatorBrochure, .consentForm, .unknown, .tables,
            .narratives, .listings, .caseReportForm,
        ]
        return sources.sorted { one, other in
            let (first, second) = (order.firstIndex(of: one.kind) ?? 99, order.firstIndex(of: other.kind) ?? 99)
            return (first, one.index) < (second, other.index)
        }
    }

    func citation(_ source: Source, _ block: Block, excerpt: String? = nil) -> Citation {
        Citation(
            index: source.index, source: source.content.source, provenance: block.provenance,
            excerpt: excerpt ?? block.text)
    }

    /// Running text of a source: what is no table, then the titles of its tables, then its headers and footers.
    func lines(of source: Source) -> [Line] {
        var lines: [Line] = []
        var titles: [Line] = []
        func line(_ text: String, _ citation: Citation) -> Line {
            Line(source: source.index, kind: source.kind, text: text, citation: citation)
        }
        for block in source.content.blocks {
            guard case .table(let table) = block.content else {
                lines.append(line(block.text, citation(source, block)))
                continue
            }
            for title in table.subtitles + table.footnotes {
                titles.append(line(title, citation(source, block, excerpt: title)))
            }
        }
        let furniture = source.content.furniture.map { text in
            line(text, Citation(index: source.index, source: source.content.source, isFurniture: true, excerpt: text))
        }
        return lines + titles + furniture
    }

    /// The tables of a source with the blocks that hold them.
    func tables(of source: Source) -> [(block: Block, table: Table)] {
        source.content.blocks.compactMap { block in
            guard case .table(let table) = block.content else { return nil }
            return (block, table)
        }
    }

    /// The blocks below a heading that a pattern names, down to the next heading that is no deeper.
    func blocks(of source: Source, under heading: Pattern) throws(PatternError) -> [Block] {
        var found: [Block] = []
        var open: Int?
        for block in source.content.blocks {
            if case .heading(let level, _, let text) = block.content {
                if let depth = open, level > depth { continue }
                open = try heading.firstMatch(in: text) == nil ? nil : level
            } else if open != nil {
                found.append(block)
            }
        }
        return found
    }
}
