import Foundation
import Rendering
import Yams

/// Reads the sections of a template, in Galley's own field names or those of its API's inline templates.
enum SectionReader {
    private static let fields: Set<String> = [
        "id", "section_id", "level", "number", "title", "section_name", "plain_name", "synonyms", "keywords",
        "synopsis", "instruction", "template_instructions", "required", "from", "role", "rules", "order_index",
        "template_text", "section_type", "section_mode", "expansion_type", "is_repeating", "data_instructions",
        "guidance", "outline_text", "allowed_data_rules", "examples",
    ]

    static func sections(at cursor: TemplateCursor?) -> [TemplateSection] {
        var inherited: [(level: Int, from: [SourceKind])] = []
        return ordered(cursor?.items ?? []).map { item in
            var section = section(at: item)
            inherited.removeAll { $0.level >= section.level }
            if section.from.isEmpty { section.from = inherited.last?.from ?? [] }
            inherited.append((section.level, section.from))
            return section
        }
    }

    /// By `order_index` where every section has one, else as written.
    private static func ordered(_ items: [TemplateCursor]) -> [TemplateCursor] {
        let indexes = items.compactMap { $0.field("order_index")?.integer }
        guard indexes.count == items.count else { return items }
        return zip(indexes, items).enumerated()
            .sorted { ($0.element.0, $0.offset) < ($1.element.0, $1.offset) }.map(\.element.1)
    }

    private static func section(at cursor: TemplateCursor) -> TemplateSection {
        cursor.allowOnly(fields)
        let printed = TemplateReader.required("title", cursor.field("title", "section_name")?.text, at: cursor)
        let (ownNumber, title) = split(printed)
        let number = cursor.field("number")?.text ?? ownNumber
        return TemplateSection(
            id: cursor.field("id", "section_id")?.text ?? number ?? title,
            level: level(at: cursor, number: number), number: number, title: title,
            plainName: cursor.field("plain_name")?.text, synonyms: cursor.field("synonyms")?.texts ?? [],
            keywords: cursor.field("keywords")?.texts ?? [], synopsis: cursor.field("synopsis")?.text,
            instruction: cursor.field("instruction", "template_instructions")?.text,
            missing: missing(at: cursor),
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
        guard let given = cursor.field("level") else {
            return number.map { $0.split(separator: ".").count } ?? 1
        }
        guard let level = given.integer else { return 1 }
        if !(1...9).contains(level) { given.fault("must be 1 to 9") }
        return min(max(level, 1), 9)
    }

    /// `required` is a severity, or `true` for error and `false` for info.
    private static func missing(at cursor: TemplateCursor) -> Severity {
        guard let field = cursor.field("required") else { return .warning }
        if let flag = field.node.bool { return flag ? .error : .info }
        return field.choice(Severity.self) ?? .warning
    }

    private enum RoleWord: String, CaseIterable {
        case titlePage = "title_page"
        case tableOfContents = "table_of_contents"
        case abbreviations
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
