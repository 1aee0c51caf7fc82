import Foundation
import Yams

extension TemplateCursor {
    /// The longest text of one field, in bytes.
    static let maxText = 16_384
    /// The most items of one list.
    static let maxItems = 2_000

    /// Notes everything here that the shape does not allow: a misspelt field would otherwise silently do nothing.
    func check(_ shape: TemplateShape) {
        guard count() else { return }
        guard case .mapping(let mapping) = node else { return fault("must be an object") }
        for (key, _) in mapping { checkName(key, shape) }
        for field in shape.fields {
            guard let cursor = self.field(field.names) else {
                if field.isRequired { fault("is required", at: field.name) }
                continue
            }
            cursor.check(field.value)
            if field.isRequired, cursor.isBlank { cursor.fault("must not be empty") }
        }
        if !shape.anyOf.isEmpty, shape.anyOf.allSatisfy({ field($0) == nil }) {
            fault("needs \(shape.anyOf.joined(separator: " or "))")
        }
    }

    private var isBlank: Bool { text.map { $0.allSatisfy(\.isWhitespace) } ?? false }

    private func checkName(_ key: Node, _ shape: TemplateShape) {
        guard let name = key.string else { return fault("has a field whose name is no text", mark: key.mark) }
        guard shape.field(name) == nil else { return }
        let known = shape.fields.filter { if case .ignored = $0.value { false } else { true } }.map(\.name)
        fault("is not a known field\(suggestion(for: name, among: known))", at: name, mark: key.mark)
    }

    private func check(_ value: TemplateShape.Value) {
        guard count() else { return }
        switch value {
        case .text, .section: checkText()
        case .pattern: checkPattern()
        case .flag: if flag == nil { fault("must be true or false") }
        case .whole(let range): checkWhole(range)
        case .number(let range): checkNumber(range)
        case .choice(let words): checkChoice(words)
        case .choiceOrFlag(let words): if flag == nil { checkChoice(words) }
        case .list(let item): checkItems(item)
        case .object(let shape): check(shape)
        case .rule: checkRule()
        case .ignored: break
        }
    }

    private func checkText() {
        guard let text else { return fault("must be text") }
        if text.utf8.count > Self.maxText { fault("is longer than \(Self.maxText) bytes") }
    }

    private func checkPattern() {
        checkText()
        guard let text, text.utf8.count <= Self.maxText else { return }
        do {
            _ = try Pattern(text)
        } catch {
            fault("is not a pattern: \(error)")
        }
    }

    private func checkWhole(_ range: ClosedRange<Int>) {
        guard let integer else { return fault("must be a whole number") }
        guard range.contains(integer) else {
            let wanted = range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound) to \(range.upperBound)"
            return fault("must be \(wanted), not \(integer)")
        }
    }

    private func checkNumber(_ range: ClosedRange<Double>?) {
        guard let number, number.isFinite else { return fault("must be a number") }
        if let range, !range.contains(number) {
            fault("must be between \(range.lowerBound.formatted()) and \(range.upperBound.formatted())")
        }
    }

    private func checkChoice(_ words: [String]) {
        guard let text else { return fault("must be text") }
        guard !words.contains(text) else { return }
        let meant = suggestion(for: text, among: words)
        fault("must be one of \(words.joined(separator: ", ")), not “\(text.prefix(60))”\(meant)")
    }

    private func checkItems(_ value: TemplateShape.Value) {
        guard case .sequence(let sequence) = node else { return fault("must be a list") }
        guard sequence.count <= Self.maxItems else { return fault("has more than \(Self.maxItems) items") }
        for item in items { item.check(value) }
    }

    private func checkRule() {
        guard case .mapping = node else { return fault("must be an object") }
        guard let field = field("kind", "rule_type") else { return fault("is required", at: "kind") }
        guard let kind = field.text.flatMap(RuleKind.init(word:)) else {
            return field.checkChoice(RuleKind.allCases.map(\.rawValue))
        }
        check(TemplateLanguage.rule(kind))
    }
}
