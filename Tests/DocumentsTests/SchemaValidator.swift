/// Validates values against the part of JSON Schema that the published schema uses; an unknown keyword is a fault.
struct SchemaValidator {
    let root: JSONValue

    /// What is not as the schema wants it: path and keyword.
    func faults(_ value: JSONValue) -> [String] { faults(value, root, "") }

    private func faults(_ value: JSONValue, _ schema: JSONValue, _ path: String) -> [String] {
        schema.fields.flatMap { keyword, wanted -> [String] in
            switch keyword {
            case "$schema", "$id", "$defs", "title", "description", "deprecated": return []
            case "$ref":
                let name = wanted.text?.split(separator: "/").last.map(String.init) ?? ""
                let target = root["$defs"][name]
                return target == .null ? ["\(path): no \(name)"] : faults(value, target, path)
            case "allOf": return wanted.items.flatMap { faults(value, $0, path) }
            case "items": return value.items.enumerated().flatMap { faults($1, wanted, "\(path)[\($0)]") }
            case "properties":
                return wanted.fields.flatMap { name, schema in
                    value.fields[name].map { faults($0, schema, "\(path).\(name)") } ?? []
                }
            case "additionalProperties":
                return value.fields.keys.filter { schema["properties"].fields[$0] == nil }.map {
                    "\(path).\($0): unknown"
                }
            default: return holds(keyword, wanted, value, path) ? [] : ["\(path): \(keyword)"]
            }
        }
    }

    private func holds(_ keyword: String, _ wanted: JSONValue, _ value: JSONValue, _ path: String) -> Bool {
        switch keyword {
        case "type":
            let types = wanted.text.map { [$0] } ?? wanted.items.compactMap(\.text)
            return types.contains { $0 == Self.type(of: value) || $0 == "integer" && Self.isWhole(value) }
        case "enum": return wanted.items.contains(value)
        case "minimum": return value.number.map { $0 >= wanted.number ?? .infinity } ?? true
        case "maximum": return value.number.map { $0 <= wanted.number ?? -.infinity } ?? true
        case "maxLength": return value.text.map { Double($0.count) <= wanted.number ?? 0 } ?? true
        case "maxItems": return Double(value.items.count) <= wanted.number ?? 0
        // The one pattern that is used.
        case "pattern": return wanted.text == #"\S"# && value.text?.allSatisfy(\.isWhitespace) != true
        case "required": return wanted.items.allSatisfy { $0.text.flatMap { value.fields[$0] } != nil }
        case "anyOf": return wanted.items.contains { faults(value, $0, path).isEmpty }
        case "oneOf": return wanted.items.count { faults(value, $0, path).isEmpty } == 1
        default: return false
        }
    }

    private static func isWhole(_ value: JSONValue) -> Bool { value.number.map { $0 == $0.rounded() } ?? false }

    private static func type(of value: JSONValue) -> String {
        switch value {
        case .null: "null"
        case .flag: "boolean"
        case .number: "number"
        case .text: "string"
        case .list: "array"
        case .object: "object"
        }
    }
}
