import Yams

/// A place in a template's text: reads what stands there and notes every fault with its path and line.
///
/// A class for the notes only: cursors of one template share them.
struct TemplateCursor {
    final class Notes {
        var faults: [TemplateFault] = []
    }

    /// The longest text of one field, in bytes.
    static let maxText = 16_384
    /// The most items of one list.
    static let maxItems = 2_000

    let node: Node
    let path: String
    let notes: Notes

    init(_ node: Node, path: String = "", notes: Notes = Notes()) {
        self.node = node
        self.path = path
        self.notes = notes
    }

    func fault(_ message: String, at field: String? = nil) {
        notes.faults.append(
            TemplateFault(path: field.map(pathOf) ?? path, message: message, line: node.mark?.line))
    }

    /// The cursor of a field under the first of these names that is there; null is as if it were not.
    func field(_ names: String...) -> TemplateCursor? {
        guard case .mapping(let mapping) = node else { return nil }
        for name in names {
            guard let value = mapping[name], value.null == nil else { continue }
            return TemplateCursor(value, path: pathOf(name), notes: notes)
        }
        return nil
    }

    /// Notes fields that mean nothing here: a misspelt rule would otherwise be silently without effect.
    func allowOnly(_ names: Set<String>) {
        guard case .mapping(let mapping) = node else { return fault("must be an object") }
        for (key, _) in mapping {
            guard let name = key.string, !names.contains(name) else { continue }
            notes.faults.append(
                TemplateFault(path: pathOf(name), message: "is not a known field", line: key.mark?.line))
        }
    }

    var text: String? {
        guard case .scalar(let scalar) = node else {
            fault("must be text")
            return nil
        }
        guard scalar.string.utf8.count <= Self.maxText else {
            fault("is longer than \(Self.maxText) bytes")
            return nil
        }
        return scalar.string
    }

    var items: [TemplateCursor] {
        guard case .sequence(let sequence) = node else {
            fault("must be a list")
            return []
        }
        guard sequence.count <= Self.maxItems else {
            fault("has more than \(Self.maxItems) items")
            return []
        }
        return sequence.enumerated().map { TemplateCursor($1, path: "\(path)[\($0)]", notes: notes) }
    }

    var texts: [String] { items.compactMap(\.text) }

    var integer: Int? {
        guard let value = node.int else {
            fault("must be a whole number")
            return nil
        }
        return value
    }

    var number: Double? {
        guard let value = node.float else {
            fault("must be a number")
            return nil
        }
        return value
    }

    var flag: Bool? {
        guard let value = node.bool else {
            fault("must be true or false")
            return nil
        }
        return value
    }

    /// A pattern that compiles.
    var pattern: String? {
        guard let text else { return nil }
        do {
            _ = try Pattern(text)
            return text
        } catch {
            fault("is not a pattern: \(error)")
            return nil
        }
    }

    /// One of a closed list of words.
    func choice<Value: RawRepresentable & CaseIterable>(_ type: Value.Type) -> Value?
    where Value.RawValue == String {
        guard let text else { return nil }
        if let value = Value(rawValue: text) { return value }
        fault("must be one of \(Value.allCases.map(\.rawValue).joined(separator: ", ")), not “\(text)”")
        return nil
    }

    private func pathOf(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }
}
