import Extraction
import Rendering

/// Classifies the blocks of one source after another against one template.
///
/// Not `Sendable`: it holds compiled patterns.
final class SourceClassifier {
    private typealias Placement = ClassifiedContent.Placement

    let template: Template
    private let titles: TitleMatcher
    private let tables: TableMatcher
    private let words: WordIndex
    private let positions: [String: Int]

    init(template: Template) {
        self.template = template
        titles = TitleMatcher(template: template)
        tables = TableMatcher(template: template)
        words = WordIndex(template: template)
        positions = template.positions
    }

    func classify(_ content: ExtractedContent, kind: SourceKind, source: Int) -> ClassifiedContent.Source {
        let placements = template.followsSources ? followed(content, source: source) : placed(content, kind: kind)
        let known = Set(placements.map(\.block))
        return ClassifiedContent.Source(
            description: content.source, pageCount: content.pageCount, kind: kind, placements: placements,
            unplaced: content.blocks.map(\.index).filter { !known.contains($0) })
    }

    /// Each block below the heading that made its section.
    private func followed(_ content: ExtractedContent, source: Int) -> [Placement] {
        var section = SourceOutline.id(source: source)
        return content.blocks.compactMap { block in
            if case .heading = block.content { section = SourceOutline.id(source: source, block: block.index) }
            guard positions[section] != nil else { return nil }
            return Placement(block: block.index, sections: [section], confidence: 1, reason: .structure)
        }
    }

    private func placed(_ content: ExtractedContent, kind: SourceKind) -> [Placement] {
        var path = HeadingPath()
        var isInAppendices = false
        var before: Placement?
        var placements: [Placement] = []
        for block in content.blocks {
            if case .heading(let level, let number, let text) = block.content {
                enter(level: level, number: number, text: text, kind: kind, path: &path)
                isInAppendices = isInAppendices || isAttachment("\(number ?? "") \(text)")
                // The rest of an attachment's long title, or the title of its questionnaire, names nothing.
                if path.section == nil, number == nil, isInAppendices, let home = home(of: kind) {
                    path.leave(level: level, number: nil)
                    path.enter(
                        level: level, number: nil, text: text, section: home, score: 0.8, reason: .structure)
                }
            }
            enterRunIn(block, kind: kind, path: &path)
            guard let placement = placement(of: block, content: content, kind: kind, path: path, before: before) else {
                before = nil
                continue
            }
            placements.append(placement)
            before = placement
        }
        return placements
    }

    private func enter(level: Int, number: String?, text: String, kind: SourceKind, path: inout HeadingPath) {
        path.leave(level: level, number: number)
        // What stands in an attachment that names no section is part of it, whatever its own headings name.
        let context = TitleMatcher.Context(section: path.section, isClosed: path.reason == .structure)
        if isAttachment("\(number ?? "") \(text)") {
            enterAttachment(level: level, number: number, text: text, kind: kind, path: &path)
        } else if let match = titles.match(
            number: number, text: text, below: context, allows: { self.allows($0, kind: kind, likeness: $1) })
        {
            path.enter(
                level: level, number: number, text: text, section: match.section, score: match.score,
                reason: match.reason)
        } else {
            path.enter(level: level, number: number, text: text, keeping: inheritance(of: path))
        }
    }

    /// A line of its own that is word for word the title of a section heads what follows, though it is set as text.
    ///
    /// Only below a heading whose section has parts: elsewhere such lines are entries of lists and tables.
    private func enterRunIn(_ block: Block, kind: SourceKind, path: inout HeadingPath) {
        guard case .paragraph(let text) = block.content, text.count < 80, text.last?.isPunctuation != true else {
            return
        }
        var above = path
        above.leave(level: Self.runInLevel, number: nil)
        guard let section = above.section, above.reason == .heading, template.family(of: section).count > 1,
            Words(text).tokens.count > 1,
            let match = titles.match(
                number: nil, text: text, below: .init(section: section, isClosed: false),
                allows: { self.allows($0, kind: kind, likeness: $1) }), match.likeness >= 0.97
        else { return }
        path = above
        path.enter(
            level: Self.runInLevel, number: nil, text: text, section: match.section, score: match.score,
            reason: match.reason)
    }

    /// Below every heading.
    private static let runInLevel = 100

    private func confidence(of path: HeadingPath) -> Double {
        path.reason == .heading ? Calibration.heading(path.score) : path.score
    }

    /// A section without parts keeps what stands below its heading; one with parts has a place of its own for much of it,
    /// and so has the heading above where it is about something else.
    private func inheritance(of path: HeadingPath) -> Double {
        guard let section = path.section else { return 0 }
        if let outer = path.outerSection, !template.family(of: outer).contains(section) { return 0.75 }
        return template.family(of: section).count == 1 ? 0.97 : 0.8
    }

    /// An attachment is part of its source's copy in the appendices, unless its own title names a section.
    private func enterAttachment(
        level: Int, number: String?, text: String, kind: SourceKind, path: inout HeadingPath
    ) {
        let home = home(of: kind)
        let words = title(ofAttachment: text)
        // Long titles go on to say of what they are: "Schedule of Events for Protocol …".
        let match = [words, words.prefix(4)].compactMap { title in
            titles.match(
                number: nil, text: title.joined(separator: " "), below: .init(section: home, isClosed: false),
                allows: { self.allows($0, kind: kind, likeness: $1) })
        }.max { $0.score < $1.score }
        let named = match.flatMap { $0.score >= 0.85 ? $0 : nil }
        guard let section = named?.section ?? home else {
            return path.enter(level: level, number: number, text: text, keeping: 0)
        }
        path.enter(
            level: level, number: number, text: text, section: section, score: named?.score ?? 0.8,
            reason: named == nil ? .structure : .heading)
    }

    /// What an attachment is called, without the words that only count it: "Protocol Attachment LZZT.2 …", "Appendix A: …".
    private func title(ofAttachment text: String) -> ArraySlice<Substring> {
        func bare(_ word: Substring) -> String { word.lowercased().filter { $0.isLetter || $0.isNumber } }
        let words = text.split(separator: " ")[...]
        guard let mark = words.prefix(2).firstIndex(where: { Self.attachmentWords.contains(bare($0)) }) else {
            return words
        }
        let rest = words[(mark + 1)...]
        guard let first = rest.first else { return rest }
        let counts =
            first.contains(where: \.isNumber) || bare(first).count <= 1 || bare(first).allSatisfy { "ivx".contains($0) }
        return counts ? rest.dropFirst() : rest
    }

    private static let attachmentWords: Set<String> = ["attachment", "appendix", "annex"]

    private func isAttachment(_ text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter }
        return words.prefix(2).contains { Self.attachmentWords.contains(String($0)) }
    }

    private func placement(
        of block: Block, content: ExtractedContent, kind: SourceKind, path: HeadingPath, before: Placement?
    ) -> Placement? {
        if case .table(let table) = block.content,
            let match = tableMatch(table, block: block, content: content, kind: kind, path: path)
        {
            return Placement(
                block: block.index, sections: match.sections, confidence: match.confidence, reason: match.reason)
        }
        if let section = path.section {
            return Placement(
                block: block.index, sections: [template.sections[section].id],
                confidence: rounded(confidence(of: path)),
                reason: path.reason)
        }
        if let front = frontMatter(block, kind: kind) { return front }
        if kind == .narratives || kind == .listings || kind == .statisticalPlan, let home = home(of: kind) {
            return Placement(
                block: block.index, sections: [template.sections[home].id], confidence: 0.8, reason: .structure)
        }
        if case .heading = block.content { return nil }
        return byWords(block, kind: kind, before: before)
    }

    private func tableMatch(
        _ table: Table, block: Block, content: ExtractedContent, kind: SourceKind, path: HeadingPath
    ) -> TableMatcher.Match? {
        // A plan's own tables (schedules, doses) belong where they stand.
        let plans: Set<SourceKind> = [
            .protocolDocument, .statisticalPlan, .consentForm, .investigatorBrochure, .caseReportForm,
        ]
        guard !plans.contains(kind) else { return nil }
        let listing = kind == .listings ? "Listing of " : ""
        let headers = TableReading(table).headers.joined(separator: ", ")
        let titles = [table.caption, block.provenance.sheet, path.text].compactMap { $0 }.filter { !$0.isEmpty }
        let hints = [headers, content.source.name]
        return tables.match(
            label: table.label, titles: titles.map { listing + $0 }, hints: hints.map { listing + $0 }
        ) { id in
            positions[id].map { self.allows($0, kind: kind, likeness: 0) } ?? false
        }
    }

    /// What stands before the first heading that names a section, on a plan's first pages, is its title page.
    private func frontMatter(_ block: Block, kind: SourceKind) -> Placement? {
        guard kind == .protocolDocument, (block.provenance.page ?? 1) <= 2,
            let section = template.sections.first(where: { $0.role == .titlePage })
        else { return nil }
        return Placement(block: block.index, sections: [section.id], confidence: 0.8, reason: .structure)
    }

    private func byWords(_ block: Block, kind: SourceKind, before: Placement?) -> Placement? {
        let isShort = block.text.count < 40
        if !isShort, let best = words.best(for: block.text, among: { allows($0, kind: kind, likeness: 0) }) {
            let confidence = Calibration.words(lead: best.lead)
            return Placement(
                block: block.index, sections: [template.sections[best.section].id], confidence: rounded(confidence),
                reason: .words)
        }
        guard let before, before.reason == .words || before.reason == .neighbour else { return nil }
        return Placement(
            block: block.index, sections: before.sections, confidence: rounded(before.confidence * 0.8),
            reason: .neighbour)
    }

    /// Which sections a source of a kind can speak for: a plan never for results, a table never for plans.
    ///
    /// Where a heading names a section word for word, any source that is no plan may fill what a report may.
    private func allows(_ section: Int, kind: SourceKind, likeness: Double) -> Bool {
        let from = template.sections[section].from
        if from.isEmpty || from.contains(kind) { return true }
        let reports: Set<SourceKind> = [.tables, .listings, .narratives, .report, .unknown]
        return likeness >= 0.95 && reports.contains(kind) && from.contains(.report)
    }

    /// The section that takes whatever a source of this kind holds.
    private func home(of kind: SourceKind) -> Int? {
        template.sections.firstIndex { $0.from == [kind] }
            ?? (kind == .narratives ? template.sections.firstIndex { $0.from.first == kind } : nil)
    }

    private func rounded(_ value: Double) -> Double { (value * 100).rounded() / 100 }
}
