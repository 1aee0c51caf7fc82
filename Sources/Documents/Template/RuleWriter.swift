import Yams

/// Writes rules in the fields that ``RuleReader`` reads.
enum RuleWriter {
    static func fields(of rule: Rule) -> Node {
        YAMLFields { fields in
            fields.text("id", rule.id)
            fields.text("kind", rule.kind)
            if rule.whenEmpty { fields.flag("when_empty", true) }
            fields.text("heading", rule.heading)
            fields.text("required", rule.required?.rawValue)
            write(rule.action, to: &fields)
        }.node(.flow)
    }

    private static func write(_ action: Rule.Action, to fields: inout YAMLFields) {
        switch action {
        case .copy(let rule): write(rule, to: &fields)
        case .value(let rule): write(rule, to: &fields)
        case .facts(let facts): fields.texts("facts", facts)
        case .table(let rule): write(rule, to: &fields)
        case .list(let rule):
            fields.text("under", rule.under)
            fields.texts("from", rule.from.map(\.rawValue))
        case .count(let rule):
            fields.text("label", rule.label)
            fields.text("pattern", rule.pattern)
            fields.texts("from", rule.from.map(\.rawValue))
        case .sources(let kinds): fields.texts("from", kinds.map(\.rawValue))
        case .displays(let sections): fields.texts("sections", sections)
        case .summary(let rule), .synthesis(let rule): write(rule, to: &fields)
        }
    }

    private static func write(_ rule: CopyRule, to fields: inout YAMLFields) {
        fields.texts("sections", rule.sections)
        fields.number("limit", rule.limit)
        if !rule.includesTables { fields.flag("tables", false) }
        if rule.minConfidence != CopyRule().minConfidence { fields.number("min_confidence", rule.minConfidence) }
    }

    private static func write(_ rule: ValueRule, to fields: inout YAMLFields) {
        fields.text("label", rule.label)
        fields.text("pattern", rule.pattern)
        fields.texts("labels", rule.labels)
        fields.texts("from", rule.from.map(\.rawValue))
        if rule.type != .text { fields.text("type", rule.type.rawValue) }
        fields.number("minimum", rule.minimum)
        fields.number("maximum", rule.maximum)
        fields.texts("allowed", rule.allowed)
    }

    private static func write(_ rule: TableRule, to fields: inout YAMLFields) {
        fields.text("caption", rule.caption)
        fields.text("label", rule.label)
        fields.text("header", rule.header)
        fields.text("row", rule.row)
        fields.texts("columns", rule.columns)
        fields.text("keep_rows", rule.keepRows)
        fields.number("max_rows", rule.maxRows)
        fields.text("whole_in", rule.wholeIn)
    }

    private static func write(_ rule: DraftRule, to fields: inout YAMLFields) {
        let usual = DraftRule()
        fields.texts("sections", rule.sections)
        fields.texts("from", rule.from.map(\.rawValue))
        if rule.sentences != usual.sentences { fields.number("sentences", rule.sentences) }
        fields.number("words", rule.words)
        if rule.includesTables { fields.flag("tables", true) }
        if rule.minConfidence != usual.minConfidence { fields.number("min_confidence", rule.minConfidence) }
        fields.text("focus", rule.focus)
        if rule.arrangement != usual.arrangement { fields.text("arrange", rule.arrangement.rawValue) }
    }
}
