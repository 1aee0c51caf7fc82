import Extraction

/// Tells what a source is by its title, its first words, its headings and how much of it is tables.
struct SourceKindDetector {
    private static let titles: [(words: [String], kind: SourceKind)] = [
        (["statistical analysis plan"], .statisticalPlan),
        (["investigator's brochure", "investigator\u{2019}s brochure"], .investigatorBrochure),
        (["informed consent form", "patient information sheet", "subject information"], .consentForm),
        (["case report form", "annotated crf"], .caseReportForm),
        (["narratives of", "patient narratives", "subject narratives", "safety narratives"], .narratives),
        (["clinical study report", "clinical trial report", "final study report", "final report"], .report),
        (
            [
                "study protocol", "clinical protocol", "trial protocol", "clinical trial protocol",
                "protocol amendment",
                "protocol number", "protocol synopsis",
            ], .protocolDocument
        ),
    ]

    private static let names: [(part: String, kind: SourceKind)] = [
        ("protocol", .protocolDocument), ("statistical-analysis-plan", .statisticalPlan), ("narrative", .narratives),
        ("listing", .listings), ("deviation", .listings), ("consent", .consentForm),
        ("brochure", .investigatorBrochure),
    ]

    /// The kind of a source; `unknown` where nothing speaks for any.
    func kind(of content: ExtractedContent) -> SourceKind {
        let tables = content.blocks.compactMap { block -> Table? in
            guard case .table(let table) = block.content else { return nil }
            return table
        }
        if isMostlyTables(content, tables) { return tabular(content, tables) }
        if let kind = kind(in: opening(of: content)) { return kind }
        if hasProtocolHeadings(content) { return .protocolDocument }
        let name = content.source.name.lowercased()
        return Self.names.first { name.contains($0.part) }?.kind ?? .unknown
    }

    /// Title property, furniture and the first blocks: where documents say what they are.
    private func opening(of content: ExtractedContent) -> String {
        let first = content.blocks.prefix(25).filter { block in
            // An item of a list may speak of a report; it is no title.
            if case .listItem = block.content { return false }
            return block.text.count < 200
        }.map(\.text)
        return ([content.title].compactMap { $0 } + first + content.furniture).joined(separator: "\n").lowercased()
    }

    private func kind(in text: String) -> SourceKind? {
        let found = Self.titles.compactMap { entry -> (Int, SourceKind)? in
            let places = entry.words.compactMap { text.firstRange(of: $0)?.lowerBound }
            return places.min().map { (text.distance(from: text.startIndex, to: $0), entry.kind) }
        }
        return found.min { $0.0 < $1.0 }?.1
    }

    private func isMostlyTables(_ content: ExtractedContent, _ tables: [Table]) -> Bool {
        let name = content.source.name.lowercased()
        guard tables.contains(where: isDisplay) || name.contains("table") || name.contains("listing") else {
            return false
        }
        if content.source.format == .xlsx || content.source.format == .csv { return true }
        let cells = tables.reduce(0) { $0 + $1.plainText.utf8.count }
        let all = content.blocks.reduce(0) { $0 + $1.text.utf8.count }
        return cells * 10 >= all * 7
    }

    /// Whether a table reports: it is numbered, names groups with their numbers, or has a row for each subject.
    private func isDisplay(_ table: Table) -> Bool {
        if table.label != nil { return true }
        let view = TableReading(table)
        let subjects = ["subject", "usubjid", "patient", "participant"]
        return !view.arms.isEmpty
            || view.headers.contains { header in
                let lower = header.lowercased()
                return subjects.contains { lower.hasPrefix($0) }
            }
    }

    private func tabular(_ content: ExtractedContent, _ tables: [Table]) -> SourceKind {
        let listings = tables.count { table in
            let title = "\(table.label ?? "") \(table.caption ?? "")".lowercased()
            return title.contains("listing")
        }
        if listings * 2 > tables.count { return .listings }
        return content.source.name.lowercased().contains("listing") ? .listings : .tables
    }

    /// What only a plan has: criteria for who may take part.
    private func hasProtocolHeadings(_ content: ExtractedContent) -> Bool {
        let headings = content.blocks.compactMap { block -> String? in
            guard case .heading(_, _, let text) = block.content else { return nil }
            return text.lowercased()
        }
        let signs = ["inclusion criteria", "exclusion criteria", "sample size", "blinding", "randomi"]
        let isPlan = signs.count { sign in headings.contains { $0.contains(sign) } } >= 3
        let hasResults = headings.contains { $0.contains("extent of exposure") || $0.contains("safety evaluation") }
        return isPlan && !hasResults
    }
}
