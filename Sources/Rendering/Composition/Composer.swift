/// Walks through a manuscript once and gives its parts their order and their numbers.
struct Composer {
    private let manuscript: Manuscript
    private(set) var parts: [Composition.Part] = []
    private(set) var headings: [Composition.Heading] = []
    private(set) var tables: [Composition.NumberedTable] = []
    private(set) var cited: [Manuscript.Citation] = []

    init(_ manuscript: Manuscript) {
        self.manuscript = manuscript
    }

    mutating func compose() {
        let roles = Set(manuscript.sections.compactMap(\.role))
        if !roles.contains(.titlePage) { parts.append(.titlePage(nil)) }
        if !roles.contains(.tableOfContents) { parts.append(.contents(nil)) }
        if !roles.contains(.abbreviations), !manuscript.abbreviations.isEmpty {
            parts.append(.abbreviations(heading(level: 1, number: nil, title: "List of Abbreviations")))
        }
        for (index, section) in manuscript.sections.enumerated() { compose(section, at: index) }
        composeAppendices()
    }

    private mutating func compose(_ section: Manuscript.Section, at index: Int) {
        let heading = heading(level: section.level, number: section.number, title: section.title)
        let pieces = section.content.map { piece($0) }
        switch section.role {
        case .titlePage: parts.append(.titlePage(heading))
        case .tableOfContents: parts.append(.contents(heading))
        case .abbreviations: parts.append(.abbreviations(heading))
        case nil: parts.append(.section(heading, pieces + opening(of: section, at: index)))
        }
    }

    /// What an open section shows: its instruction, or nothing when it has content or sections below it have their own.
    private func opening(of section: Manuscript.Section, at index: Int) -> [Composition.Piece] {
        if let instruction = section.openInstruction { return [.open(instruction)] }
        guard section.content.isEmpty else { return [] }
        let next = index + 1
        let hasChildren = next < manuscript.sections.count && manuscript.sections[next].level > section.level
        return hasChildren ? [] : [.open("no source gave content for this section")]
    }

    private mutating func composeAppendices() {
        guard manuscript.citationStyle != .none else { return }
        if manuscript.citationStyle == .appendix, !cited.isEmpty {
            parts.append(.passages(heading(level: 1, number: nil, title: "Sources")))
        }
        if !manuscript.sources.isEmpty {
            parts.append(.sources(heading(level: 1, number: nil, title: "Source Documents")))
        }
    }

    private mutating func heading(level: Int, number: String?, title: String) -> Composition.Heading {
        let number = number.flatMap { $0.isEmpty ? nil : $0 }
        let heading = Composition.Heading(
            index: headings.count, level: min(max(1, level), 6), number: number, title: title)
        headings.append(heading)
        return heading
    }

    private mutating func piece(_ element: Manuscript.Element) -> Composition.Piece {
        switch element {
        case .paragraph(let text): return piece(.passage([text]))
        case .passage(let texts):
            cited += texts.flatMap(\.citations)
            return .paragraph(texts)
        case .listItem(let level, let marker, let ordered, let text):
            cited += text.citations
            return .listItem(level: min(max(0, level), 8), marker: marker, ordered: ordered, text)
        case .subheading(let title): return .subheading(title)
        case .note(let note): return .note(note)
        case .table(let table):
            cited += table.citations
            let numbered = Composition.NumberedTable(number: tables.count + 1, table: table)
            tables.append(numbered)
            return .table(numbered)
        }
    }
}
