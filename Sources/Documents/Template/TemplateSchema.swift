import Foundation

/// The template language as a JSON Schema (draft 2020-12), for editors and other programs.
///
/// What it cannot say is left to ``TemplateReader``: that patterns compile, that ids are unique and sections named
/// exist, how levels follow each other. The reader in turn lets pass a little more: null counts as absent, and any plain
/// word or number is text.
public enum TemplateSchema {
    /// The schema as JSON text; the same bytes every time.
    public static var json: String {
        let root = object(TemplateLanguage.template)
        var schema: [String: Any] = [
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$id": "urn:galley:template:\(Template.schema)",
            "title": "Galley template",
            "$defs": definitions,
        ]
        schema.merge(root) { mine, _ in mine }
        let options: JSONSerialization.WritingOptions = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        guard let bytes = try? JSONSerialization.data(withJSONObject: schema, options: options) else {
            preconditionFailure("the schema is made of texts, numbers, lists and dictionaries")
        }
        return String(decoding: bytes, as: UTF8.self) + "\n"
    }

    private static var definitions: [String: Any] {
        let rules = RuleKind.allCases.map(TemplateLanguage.rule)
        let shapes: [TemplateShape] = [
            TemplateLanguage.titleField, TemplateLanguage.section, TemplateLanguage.headingMap,
            TemplateLanguage.headingEntry, TemplateLanguage.tableMapping,
        ]
        var definitions = Dictionary(uniqueKeysWithValues: (shapes + rules).map { ($0.name, object($0) as Any) })
        // Kinds exclude each other, so a reader tells the one that was meant.
        definitions["rule"] = ["type": "object", "oneOf": rules.map { reference($0.name) }]
        return definitions
    }

    private static func object(_ shape: TemplateShape) -> [String: Any] {
        var properties: [String: Any] = [:]
        for field in shape.fields {
            var value = schema(of: field.value)
            value["description"] = field.summary
            if field.isRequired, case .text = field.value { value["pattern"] = #"\S"# }
            for name in field.names { properties[name] = value }
        }
        var object: [String: Any] = [
            "type": "object", "description": shape.summary, "properties": properties, "additionalProperties": false,
        ]
        let required = shape.fields.filter(\.isRequired)
        let plain = required.filter(\.otherNames.isEmpty).map(\.name)
        if !plain.isEmpty { object["required"] = plain }
        let choices = required.filter { !$0.otherNames.isEmpty }.map(\.names) + [shape.anyOf].filter { !$0.isEmpty }
        if !choices.isEmpty { object["allOf"] = choices.map { ["anyOf": $0.map { ["required": [$0]] }] } }
        return object
    }

    private static func schema(of value: TemplateShape.Value) -> [String: Any] {
        switch value {
        // A number is text too: `number: 9`.
        case .text, .section: ["type": ["string", "number"], "maxLength": TemplateCursor.maxText]
        case .pattern: ["type": "string", "maxLength": TemplateCursor.maxText]
        case .flag: ["type": "boolean"]
        case .whole(let range):
            ["type": "integer", "minimum": range.lowerBound, "maximum": range.upperBound]
        case .number(nil): ["type": "number"]
        case .number(let range?):
            ["type": "number", "minimum": range.lowerBound, "maximum": range.upperBound]
        case .choice(let words): ["enum": words]
        case .choiceOrFlag(let words): ["enum": words as [Any] + [true, false]]
        case .list(let item): ["type": "array", "items": schema(of: item), "maxItems": TemplateCursor.maxItems]
        case .object(let shape): reference(shape.name)
        case .rule: reference("rule")
        case .ignored: ["deprecated": true]
        }
    }

    private static func reference(_ name: String) -> [String: Any] { ["$ref": "#/$defs/\(name)"] }
}
