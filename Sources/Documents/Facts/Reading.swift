import Extraction

/// The sources as rules read them: each with its kind, and its lines with the places where they stand.
struct Reading {
    struct Source {
        let index: Int
        let content: ExtractedContent
        let kind: SourceKind
        let standing: SourceStanding
        /// Running text: what is no table, then the titles of tables, then headers and footers.
        let lines: [Line]

        init(index: Int, content: ExtractedContent, kind: SourceKind, standing: SourceStanding) {
            self.index = index
            self.content = content
            self.kind = kind
            self.standing = standing
            lines = Self.lines(of: content, index: index)
        }
    }

    /// One piece of running text.
    struct Line {
        let text: String
        let citation: Citation
        /// What stands before a colon, as labels are compared; nil where no label can be.
        let label: String?

        /// No label is longer, in characters.
        private static let longestLabel = 120

        init(text: String, citation: Citation) {
            self.text = text
            self.citation = citation
            let start = text.prefix(Self.longestLabel)
            label = start.firstIndex(of: ":").map { start[..<$0].folded }
        }
    }

    /// In the order of the request.
    let sources: [Source]
    /// Those in whose place newer versions are used.
    let replaced: [Source]

    /// - Parameter standings: of sources that may be versions of one another; nil takes each for itself.
    init(_ contents: [ExtractedContent], kinds: [SourceKind], standings: [SourceStanding?]? = nil) {
        self.init(
            contents.indices.map { index in
                Source(
                    index: index, content: contents[index], kind: kinds[index],
                    standing: standings?[index] ?? SourceStanding())
            })
    }

    /// One source by itself, whatever is used in its place.
    init(only source: Source) {
        sources = [source]
        replaced = []
    }

    private init(_ all: [Source]) {
        sources = all.filter { $0.standing.replacedBy == nil }
        replaced = all.filter { $0.standing.replacedBy != nil }
    }

    /// Plans first, then reports, then tables: the order in which sources are believed about what was planned. Of one
    /// kind, an amendment before what it amends.
    var byAuthority: [Source] {
        let order: [SourceKind] = [
            .protocolDocument, .statisticalPlan, .report, .investigatorBrochure, .consentForm, .unknown, .tables,
            .narratives, .listings, .caseReportForm,
        ]
        return sources.sorted { one, other in
            let (first, second) = (order.firstIndex(of: one.kind) ?? 99, order.firstIndex(of: other.kind) ?? 99)
            return (first, one.standing.newer.count, one.index) < (second, other.standing.newer.count, other.index)
        }
    }

    func citation(_ source: Source, _ block: Block, excerpt: String? = nil) -> Citation {
        source.citation(block, excerpt: excerpt)
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

extension Reading.Source {
    func citation(_ block: Block, excerpt: String? = nil) -> Citation {
        Citation(index: index, source: content.source, provenance: block.provenance, excerpt: excerpt ?? block.text)
    }

    private static func lines(of content: ExtractedContent, index: Int) -> [Reading.Line] {
        func line(_ text: String, at place: Provenance = Provenance(), isFurniture: Bool = false) -> Reading.Line {
            let citation = Citation(
                index: index, source: content.source, provenance: place, isFurniture: isFurniture, excerpt: text)
            return Reading.Line(text: text, citation: citation)
        }
        var lines: [Reading.Line] = []
        var titles: [Reading.Line] = []
        for block in content.blocks {
            if case .table(let table) = block.content {
                titles += (table.subtitles + table.footnotes).map { line($0, at: block.provenance) }
            } else {
                lines.append(line(block.text, at: block.provenance))
            }
        }
        return lines + titles + content.furniture.map { line($0, isFurniture: true) }
    }
}
