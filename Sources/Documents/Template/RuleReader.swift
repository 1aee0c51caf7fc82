/// Reads the rules of a section.
enum RuleReader {
    static func rules(at cursor: TemplateCursor?) -> [Rule] {
        var seen: Set<String> = []
        return (cursor?.items ?? []).enumerated().compactMap { position, item in
            let id = item.field("id")?.text ?? "rule-\(position + 1)"
            if !seen.insert(id).inserted { item.fault("is the id of two rules of this section: \(id)", at: "id") }
            return rule(id, at: item)
        }
    }

    private static func rule(_ id: String, at cursor: TemplateCursor) -> Rule? {
        guard let action = action(at: cursor) else { return nil }
        return Rule(
            id: id, whenEmpty: cursor.field("when_empty")?.flag ?? false, heading: cursor.field("heading")?.text,
            required: cursor.field("required")?.choice(Severity.self), action: action)
    }

    private static func action(at cursor: TemplateCursor) -> Rule.Action? {
        switch cursor.field("kind", "rule_type")?.text.flatMap(RuleKind.init(word:)) {
        case .copy: .copy(copy(at: cursor))
        case .value: .value(value(at: cursor))
        case .facts: .facts(cursor.field("facts")?.texts ?? [])
        case .table: .table(table(at: cursor))
        case .list: .list(ListRule(under: text("under", at: cursor), from: kinds(at: cursor)))
        case .count:
            .count(
                CountRule(
                    label: text("label", at: cursor), pattern: text("pattern", at: cursor), from: kinds(at: cursor)))
        case .sources: .sources(kinds(at: cursor))
        case .displays: .displays(sections(at: cursor))
        case .summary: .summary(draft(at: cursor))
        case .synthesis: .synthesis(draft(at: cursor))
        case nil: nil
        }
    }

    private static func copy(at cursor: TemplateCursor) -> CopyRule {
        CopyRule(
            sections: sections(at: cursor), limit: cursor.field("limit")?.integer,
            includesTables: cursor.field("tables")?.flag ?? true,
            minConfidence: cursor.field("min_confidence")?.number ?? 0.5)
    }

    private static func value(at cursor: TemplateCursor) -> ValueRule {
        let rule = ValueRule(
            label: text("label", at: cursor), pattern: cursor.field("pattern")?.text,
            labels: cursor.field("labels")?.texts ?? [], from: kinds(at: cursor),
            type: cursor.field("type")?.choice(ValueRule.ValueType.self) ?? .text,
            minimum: cursor.field("minimum")?.number, maximum: cursor.field("maximum")?.number,
            allowed: cursor.field("allowed")?.texts ?? [])
        if let minimum = rule.minimum, let maximum = rule.maximum, minimum > maximum {
            cursor.fault("is above maximum", at: "minimum")
        }
        return rule
    }

    private static func table(at cursor: TemplateCursor) -> TableRule {
        TableRule(
            caption: cursor.field("caption")?.text, label: cursor.field("label")?.text,
            header: cursor.field("header")?.text, row: cursor.field("row")?.text,
            columns: cursor.field("columns")?.texts ?? [], keepRows: cursor.field("keep_rows")?.text,
            maxRows: cursor.field("max_rows")?.integer, wholeIn: cursor.field("whole_in")?.section)
    }

    private static func draft(at cursor: TemplateCursor) -> DraftRule {
        DraftRule(
            sections: sections(at: cursor), from: kinds(at: cursor),
            sentences: cursor.field("sentences")?.integer ?? DraftRule.usualLength,
            words: cursor.field("words")?.integer,
            includesTables: cursor.field("tables")?.flag ?? false,
            minConfidence: cursor.field("min_confidence")?.number ?? 0.5, focus: cursor.field("focus")?.text,
            arrangement: cursor.field("arrange")?.choice(DraftRule.Arrangement.self) ?? .sections)
    }

    private static func text(_ name: String, at cursor: TemplateCursor) -> String { cursor.field(name)?.text ?? "" }

    private static func kinds(at cursor: TemplateCursor) -> [SourceKind] {
        (cursor.field("from")?.items ?? []).compactMap { $0.choice(SourceKind.self) }
    }

    private static func sections(at cursor: TemplateCursor) -> [String] {
        (cursor.field("sections")?.items ?? []).compactMap(\.section)
    }
}
