import Extraction

/// Which texts a template's rules want of the placed blocks, in the order of the document.
struct DraftPlan {
    /// Names a rule of a section.
    struct Key: Hashable {
        var section: String
        var rule: String
    }

    /// A text to be written, with the blocks that its task's passages are, by number.
    struct Order {
        var key: Key
        var section: TemplateSection
        var task: DraftingTask
        var entries: [PlacedBlocks.Entry]
    }

    private(set) var orders: [Order] = []
    private let template: Template
    private let placed: PlacedBlocks
    private let instructions: String?

    /// - Parameter instructions: of the request, for every text alike.
    init(_ template: Template, _ placed: PlacedBlocks, instructions: String? = nil) {
        self.template = template
        self.placed = placed
        self.instructions = instructions
        for section in template.sections {
            var seen: Set<DraftingTask.Kind> = []
            for rule in template.rules(of: section) {
                guard let (kind, draft) = rule.draft, !(rule.whenEmpty && seen.contains(kind)),
                    let order = order(kind, draft, Key(section: section.id, rule: rule.id), section)
                else { continue }
                seen.insert(kind)
                orders.append(order)
            }
        }
    }

    /// Nil when there is nothing to write of.
    private func order(
        _ kind: DraftingTask.Kind, _ rule: DraftRule, _ key: Key, _ section: TemplateSection
    ) -> Order? {
        var seen: Set<[Int]> = []
        var passages: [DraftingTask.Passage] = []
        var entries: [PlacedBlocks.Entry] = []
        for place in sections(of: rule, in: section) {
            for entry in placed.entries(in: place.id) where takes(entry, rule) {
                // A display stands in more than one section.
                guard seen.insert([entry.source.index, entry.block.index]).inserted,
                    let text = Self.text(of: entry.block)
                else { continue }
                entries.append(entry)
                passages.append(
                    .init(
                        number: entries.count, text: text, section: place.heading, topic: Self.topic(of: place, rule),
                        source: entry.source.index,
                        kind: entry.source.kind, isTable: entry.block.isTable))
            }
        }
        guard !passages.isEmpty else { return nil }
        let task = DraftingTask(
            kind: kind, documentType: template.documentType, section: section.heading, focus: rule.focus,
            instructions: instructions, tense: template.tense ?? .past, arrangement: rule.arrangement,
            sentences: rule.sentences, words: rule.words,
            passages: passages)
        return Order(key: key, section: section, task: task, entries: entries)
    }

    private static func topic(of section: TemplateSection, _ rule: DraftRule) -> String {
        ([section.title, section.plainName, rule.focus].compactMap(\.self) + section.keywords).joined(separator: ", ")
    }

    private func sections(of rule: DraftRule, in section: TemplateSection) -> [TemplateSection] {
        let positions = template.positions
        let tops = (rule.sections.isEmpty ? [section.id] : rule.sections).compactMap { positions[$0] }
        var seen: Set<Int> = []
        return tops.flatMap(template.family).filter { seen.insert($0).inserted }.map { template.sections[$0] }
    }

    private func takes(_ entry: PlacedBlocks.Entry, _ rule: DraftRule) -> Bool {
        entry.confidence >= rule.minConfidence && (rule.from.isEmpty || rule.from.contains(entry.source.kind))
            && (rule.includesTables || !entry.block.isTable)
    }

    /// What there is to read in a block; nil for headings and figures.
    private static func text(of block: Block) -> String? {
        switch block.content {
        case .paragraph(let text), .listItem(_, _, let text), .footnote(_, let text):
            return text.contains(where: \.isLetter) ? text : nil
        case .table(let table):
            let title = [table.label, table.caption].compactMap(\.self).joined(separator: ": ")
            return ([title] + table.subtitles + [table.plainText] + table.footnotes).filter { !$0.isEmpty }
                .joined(separator: "\n")
        case .heading, .figure: return nil
        }
    }
}

extension Block {
    var isTable: Bool {
        if case .table = content { true } else { false }
    }
}

extension Rule {
    /// What it wants written; nil for a rule that takes what is there.
    var draft: (DraftingTask.Kind, DraftRule)? {
        switch action {
        case .summary(let draft): (.summary, draft)
        case .synthesis(let draft): (.synthesis, draft)
        default: nil
        }
    }
}
