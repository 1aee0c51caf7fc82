import Foundation
import Rendering

/// Reads the sections of a template, in Galley's own field names or those of its API's inline templates.
enum SectionReader {
    static func sections(at cursor: TemplateCursor?) -> [TemplateSection] {
        let items = ordered(cursor?.items ?? [])
        var sections = items.map(section)
        inheritKinds(&sections)
        checkTree(sections, at: items)
        return sections
    }

    /// By `order_index` where every section has one, else as written.
    private static func ordered(_ items: [TemplateCursor]) -> [TemplateCursor] {
        let indexes = items.compactMap { $0.field("order_index")?.integer }
        guard indexes.count == items.count else { return items }
        return zip(indexes, items).enumerated()
            .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    }

    private static func inheritKinds(_ sections: inout [TemplateSection]) {
        var inherited: [(level: Int, from: [SourceKind])] = []
        for index in sections.indices {
            inherited.removeAll { $0.level >= sections[index].level }
            if sections[index].from.isEmpty { sections[index].from = inherited.last?.from ?? [] }
            inherited.append((sections[index].level, sections[index].from))
        }
    }

    private static func checkTree(_ sections: [TemplateSection], at items: [TemplateCursor]) {
        var seen: [String: TemplateCursor] = [:]
        var level = 0
        for (section, item) in zip(sections, items) {
            if let other = seen.updateValue(item, forKey: section.id), !section.id.isEmpty {
                item.fault("is also the id of \(other.path): \(section.id)", at: "id")
            }
            if section.level > level + 1 {
                item.fault("is \(section.level), more than one below the section before", at: "level")
            }
            level = section.level
        }
    }

    private static func section(at cursor: TemplateCursor) -> TemplateSection {
        let printed = cursor.field("title", "section_name")?.text?.trimmingCharacters(in: .whitespaces) ?? ""
        let (ownNumber, title) = split(printed)
        let number = cursor.field("number")?.text ?? ownNumber
        return TemplateSection(
            id: cursor.field("id", "section_id")?.text ?? number ?? title,
            level: level(at: cursor, number: number), number: number, title: title,
            plainName: cursor.field("plain_name")?.text, synonyms: cursor.field("synonyms")?.texts ?? [],
            closed: cursor.field("closed")?.flag, keywords: cursor.field("keywords")?.texts ?? [],
            synopsis: cursor.field("synopsis")?.text,
            instruction: cursor.field("instruction", "template_instructions")?.text,
            text: cursor.field("text", "template_text")?.text, missing: missing(at: cursor),
            from: (cursor.field("from")?.items ?? []).compactMap { $0.choice(SourceKind.self) },
            role: role(at: cursor), rules: RuleReader.rules(at: cursor.field("rules")))
    }

    /// `2.1 Primary objectives` is number and title; titles that only begin with a digit stay whole.
    static func split(_ printed: String) -> (number: String?, title: String) {
        let parts = printed.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let first = parts.first, first.contains(where: \.isNumber),
            first.allSatisfy({ $0.isNumber || $0 == "." })
        else { return (nil, printed) }
        return (first.hasSuffix(".") ? String(first.dropLast()) : String(first), String(parts[1]))
    }

    private static func level(at cursor: TemplateCursor, number: String?) -> Int {
        let level = cursor.field("level")?.integer ?? self.level(ofNumber: number)
        return min(max(level, 1), 9)
    }

    /// The depth that a section without a level has.
    static func level(ofNumber number: String?) -> Int {
        min(max(number.map { $0.split(separator: ".").count } ?? 1, 1), 9)
    }

    /// `required` is a severity, or `true` for error and `false` for info.
    private static func missing(at cursor: TemplateCursor) -> Severity {
        guard let field = cursor.field("required") else { return .warning }
        if let flag = field.flag { return flag ? .error : .info }
        return field.choice(Severity.self) ?? .warning
    }

    private enum RoleWord: String, CaseIterable {
        case titlePage = "title_page"
        case tableOfContents = "table_of_contents"
        case abbreviations
    }

    /// The words for sections that the program makes.
    static let roles = RoleWord.allCases.map(\.rawValue)

    /// The word for a role.
    static func word(for role: Manuscript.Section.Role) -> String {
        switch role {
        case .titlePage: RoleWord.titlePage.rawValue
        case .tableOfContents: RoleWord.tableOfContents.rawValue
        case .abbreviations: RoleWord.abbreviations.rawValue
        }
    }

    private static func role(at cursor: TemplateCursor) -> Manuscript.Section.Role? {
        switch cursor.field("role")?.choice(RoleWord.self) {
        case .titlePage: .titlePage
        case .tableOfContents: .tableOfContents
        case .abbreviations: .abbreviations
        case nil: nil
        }
    }
}
