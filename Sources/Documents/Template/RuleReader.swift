/// Reads the rules of a section.
enum RuleReader {
    private static let common: Set<String> = [
        "id", "kind", "rule_type", "when_empty", "heading", "required", "description", "rule_mode",
        "explanation", "confidence_score", "generated_content", "rule_parameters",
    ]

    static func rules(at cursor: TemplateCursor?) -> [Rule] {
        (cursor?.items ?? []).enumerated().compactMap { rule(at: $1, position: $0) }
    }

    private static func rule(at cursor: TemplateCursor, position: Int) -> Rule? {
        guard let action = action(at: cursor) else { return nil }
        return Rule(
            id: cursor.field("id")?.text ?? "rule-\(position + 1)",
            whenEmpty: cursor.field("when_empty")?.flag ?? false, heading: cursor.field("heading")?.text,
            required: cursor.field("required")?.choice(Severity.self), action: action)
    }

    private enum Kind: String, CaseIterable {
        case copy, value, facts, table, list, count, sources, displays
    }

    private static func kind(at cursor: TemplateCursor) -> Kind? {
        guard let field = cursor.field("kind", "rule_type") else {
            cursor.fault("is required", at: "kind")
            return nil
        }
        // The words of the API's model, whose rules all mean: take what the sources say.
        let foreign = ["extraction", "summary", "synthesis", "custom", "auto", "CopyPasteRule"]
        if let word = field.text, foreign.contains(word) { return .copy }
        return field.choice(Kind.self)
    }

    private static func action(at cursor: TemplateCursor) -> Rule.Action? {
        guard let kind = kind(at: cursor) else { return nil }
        func known(_ names: Set<String>) { cursor.allowOnly(common.union(names)) }
        switch kind {
        case .copy:
            known(["sections", "limit", "tables", "min_confidence"])
            return .copy(copy(at: cursor))
        case .value:
            known(["label", "pattern", "labels", "from", "type", "minimum", "maximum", "allowed"])
            return .value(value(at: cursor))
        case .facts:
            known(["facts"])
            return .facts(cursor.field("facts")?.texts ?? [])
        case .table:
            known(["caption", "label", "header", "row", "columns", "keep_rows", "max_rows", "whole_in"])
            return .table(table(at: cursor))
        case .list:
            known(["under", "from"])
            return .list(ListRule(under: pattern("under", at: cursor), from: kinds(at: cursor)))
        case .count:
            known(["label", "pattern", "from"])
            let label = TemplateReader.required("label", cursor.field("label")?.text, at: cursor)
            return .count(CountRule(label: label, pattern: pattern("pattern", at: cursor), from: kinds(at: cursor)))
        case .sources:
            known(["from"])
            return .sources(kinds(at: cursor))
        case .displays:
            known(["sections"])
            return .displays(cursor.field("sections")?.texts ?? [])
        }
    }

    private static func copy(at cursor: TemplateCursor) -> CopyRule {
        let confidence = cursor.field("min_confidence")
        let least = confidence?.number ?? 0.5
        if !(0...1).contains(least) { confidence?.fault("must be between 0 and 1") }
        return CopyRule(
            sections: cursor.field("sections")?.texts ?? [], limit: cursor.field("limit")?.integer,
            includesTables: cursor.field("tables")?.flag ?? true, minConfidence: least)
    }

    private static func value(at cursor: TemplateCursor) -> ValueRule {
        let rule = ValueRule(
            label: TemplateReader.required("label", cursor.field("label")?.text, at: cursor),
            pattern: cursor.field("pattern")?.pattern, labels: cursor.field("labels")?.texts ?? [],
            from: kinds(at: cursor), type: cursor.field("type")?.choice(ValueRule.ValueType.self) ?? .text,
            minimum: cursor.field("minimum")?.number, maximum: cursor.field("maximum")?.number,
            allowed: cursor.field("allowed")?.texts ?? [])
        if cursor.field("pattern") == nil, rule.labels.isEmpty {
            cursor.fault("is required unless labels are given", at: "pattern")
        }
        if let minimum = rule.minimum, let maximum = rule.maximum, minimum > maximum {
            cursor.fault("is above maximum", at: "minimum")
        }
        return rule
    }

    private static func table(at cursor: TemplateCursor) -> TableRule {
        TableRule(
            caption: cursor.field("caption")?.pattern, label: cursor.field("label")?.pattern,
            header: cursor.field("header")?.pattern, row: cursor.field("row")?.pattern,
            columns: (cursor.field("columns")?.items ?? []).compactMap(\.pattern),
            keepRows: cursor.field("keep_rows")?.pattern, maxRows: cursor.field("max_rows")?.integer,
            wholeIn: cursor.field("whole_in")?.text)
    }

    private static func kinds(at cursor: TemplateCursor) -> [SourceKind] {
        (cursor.field("from")?.items ?? []).compactMap { $0.choice(SourceKind.self) }
    }

    private static func pattern(_ name: String, at cursor: TemplateCursor) -> String {
        guard let field = cursor.field(name) else {
            cursor.fault("is required", at: name)
            return ""
        }
        return field.pattern ?? ""
    }
}
