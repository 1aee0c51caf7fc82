import Testing

@testable import Documents

@Suite("The published schema of templates")
struct TemplateSchemaTests {
    private let validator: SchemaValidator

    init() throws {
        validator = SchemaValidator(root: try JSONValue(yaml: TemplateSchema.json))
    }

    /// Every object of the language with the least that it needs, as flow YAML.
    private static let least: [(shape: TemplateShape, text: String)] = {
        let rules = RuleKind.allCases.map { kind in
            let needs =
                switch kind {
                case .copy, .table, .summary, .synthesis: ""
                case .value: ", label: L, pattern: p"
                case .facts: ", facts: [sponsor]"
                case .list: ", under: p"
                case .count: ", label: L, pattern: p"
                case .sources: ", from: [sap]"
                case .displays: ", sections: [A]"
                }
            return (TemplateLanguage.rule(kind), "{kind: \(kind.rawValue)\(needs)}")
        }
        return [
            (TemplateLanguage.titleField, "{label: L, fact: sponsor}"), (TemplateLanguage.section, "{title: A}"),
            (TemplateLanguage.headingMap, "{name: N}"),
            (TemplateLanguage.headingEntry, "{number: 1, title: T, section: A}"),
            (TemplateLanguage.tableMapping, "{title: p, sections: [A]}"),
        ] + rules
    }()

    /// A template with one object in its place.
    private static func template(_ shape: TemplateShape, _ text: String) -> String {
        let place =
            switch shape.name {
            case "title_field": "title_fields: [\(text)]"
            case "heading_map": "heading_maps: [\(text)]"
            case "heading_entry": "heading_maps: [{name: N, entries: [\(text)]}]"
            case "table_mapping": "table_map: [\(text)]"
            case "section": "table_map: []"
            default: "default_rules: [\(text)]"
            }
        let section = shape.name == "section" ? text : "{title: A}"
        return "{document_type: D, \(place), sections: [\(section)]}"
    }

    /// That reader and schema both take a template, or both refuse it.
    private func expect(_ text: String, isTaken: Bool) throws {
        let isRead = (try? TemplateReader.read(text)) != nil
        let isValid = validator.faults(try JSONValue(yaml: text)).isEmpty
        #expect(isRead == isTaken, "the reader: \(text)")
        #expect(isValid == isTaken, "the schema: \(text)")
    }

    @Test("takes the built-in templates", arguments: BuiltInTemplate.allCases)
    func takesBuiltIn(_ template: BuiltInTemplate) throws {
        #expect(validator.faults(try JSONValue(yaml: template.text)) == [])
    }

    @Test("and the reader take and refuse the same objects, field by field")
    func agrees() throws {
        for (shape, text) in Self.least {
            let whole = Self.template(shape, text)
            try expect(whole, isTaken: true)
            for field in shape.fields where field.isRequired {
                let without = try #require(try Self.without(field, text))
                let template = Self.template(shape, without)
                try expect(template, isTaken: false)
            }
            for field in shape.fields where !field.isRequired {
                try agrees(on: field, of: shape, text)
            }
            let unknown = Self.template(shape, text.dropLast() + ", x_unknown: 1}")
            try expect(unknown, isTaken: false)
        }
    }

    private func agrees(on field: TemplateShape.Field, of shape: TemplateShape, _ text: String) throws {
        guard try JSONValue(yaml: text)[field.name] == .null else { return }
        let right = Self.template(shape, "\(text.dropLast()), \(field.name): \(Self.right(field.value))}")
        try expect(right, isTaken: true)
        guard let wrong = Self.wrong(field.value) else { return }
        let template = Self.template(shape, "\(text.dropLast()), \(field.name): \(wrong)}")
        try expect(template, isTaken: false)
    }

    private static func without(_ field: TemplateShape.Field, _ text: String) throws -> String? {
        let pairs = text.dropFirst().dropLast().replacing(": [A]", with: ": A")
            .split(separator: ", ").filter { !$0.hasPrefix("\(field.name):") }
        return "{\(pairs.joined(separator: ", ").replacing("sections: A", with: "sections: [A]"))}"
    }

    private static func right(_ value: TemplateShape.Value) -> String {
        switch value {
        case .text, .pattern: "some text"
        case .section: "A"
        case .flag: "true"
        case .whole(let range): "\(range.lowerBound == 1 ? 1 : 0)"
        case .number: "0.5"
        case .choice(let words), .choiceOrFlag(let words): words.last ?? ""
        case .list(let item): "[\(right(item))]"
        case .object(let shape): least.first { $0.shape.name == shape.name }?.text ?? ""
        case .rule: "{kind: copy}"
        case .ignored: "[{any: thing}]"
        }
    }

    private static func wrong(_ value: TemplateShape.Value) -> String? {
        switch value {
        case .text, .section, .pattern, .choice, .choiceOrFlag: "{a: b}"
        case .flag, .number: "words"
        case .whole(let range): "\(range.upperBound + 1)"
        case .list(let item): wrong(item).map { "[\($0)]" }
        case .object, .rule: "words"
        case .ignored: nil
        }
    }

    @Test("says what every field is for")
    func isDescribed() {
        for shape in [TemplateLanguage.template] + Self.least.map(\.shape) {
            #expect(!shape.summary.isEmpty)
            for field in shape.fields { #expect(field.summary.hasSuffix("."), "\(shape.name).\(field.name)") }
            #expect(Set(shape.fields.flatMap(\.names)).count == shape.fields.flatMap(\.names).count, "\(shape.name)")
        }
    }
}
