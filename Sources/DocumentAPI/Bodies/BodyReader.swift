/// Takes the fields of an object one by one, collecting every fault by its JSON pointer.
///
/// A field may have several names, of which the first that is present holds. `null` and a blank text are the same as
/// absent: forms send what nobody filled in.
struct BodyReader {
    private let fields: [String: JSONValue]
    private var known: Set<String> = []
    private(set) var faults: [Problem.Fault] = []

    init(_ fields: [String: JSONValue]) {
        self.fields = fields
    }

    /// The names that nothing has asked for, in order.
    var unknown: [String] { fields.keys.filter { !known.contains($0) }.sorted() }

    mutating func fault(_ pointer: String, _ detail: String) {
        faults.append(.init(pointer: pointer, detail: detail))
    }

    /// The field under the first of its names that is present, and its pointer.
    mutating func value(_ names: [String]) -> (value: JSONValue, pointer: String)? {
        known.formUnion(names)
        for name in names {
            guard let value = fields[name], value != .null, value.text?.trimmed.isEmpty != true else { continue }
            return (value, Self.pointer(name))
        }
        return nil
    }

    mutating func require(_ names: [String]) -> (value: JSONValue, pointer: String)? {
        if let found = value(names) { return found }
        fault(Self.pointer(names[0]), "is required")
        return nil
    }

    /// A text of 1 ... `limit` characters without control characters, spaces around it removed.
    mutating func text(_ names: String..., limit: Int = 255, isRequired: Bool = false) -> String? {
        guard let (value, pointer) = isRequired ? require(names) : value(names) else { return nil }
        return text(value, at: pointer, limit: limit)
    }

    /// A text in which lines and tabs are allowed.
    mutating func prose(_ name: String, limit: Int) -> String? {
        guard let (value, pointer) = value([name]) else { return nil }
        guard let text = value.text else {
            fault(pointer, "must be a string")
            return nil
        }
        guard text.count <= limit else {
            fault(pointer, "must have at most \(limit) characters")
            return nil
        }
        return text
    }

    mutating func integer(_ name: String, in range: ClosedRange<Int>) -> Int? {
        guard let (value, pointer) = value([name]) else { return nil }
        guard case .integer(let number) = value, range.contains(number) else {
            fault(pointer, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
            return nil
        }
        return number
    }

    /// One of the words of an enumeration.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ name: String, _ type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        guard let (value, pointer) = value([name]) else { return nil }
        return choice(value, at: pointer, type)
    }

    mutating func choices<Choice: RawRepresentable & CaseIterable & Equatable>(
        _ name: String, _ type: Choice.Type
    ) -> [Choice]? where Choice.RawValue == String {
        guard let (value, pointer) = value([name]) else { return nil }
        guard let array = value.array, !array.isEmpty else {
            fault(pointer, "must be a list of at least one")
            return nil
        }
        var chosen: [Choice] = []
        for (index, item) in array.enumerated() {
            guard let choice = choice(item, at: "\(pointer)/\(index)", type) else { continue }
            if !chosen.contains(choice) { chosen.append(choice) }
        }
        return chosen
    }

    /// A list of texts; each fault bears its index.
    mutating func texts(_ name: String, count: ClosedRange<Int>, isRequired: Bool = false) -> [String]? {
        guard let (value, pointer) = isRequired ? require([name]) : value([name]) else { return nil }
        guard let array = value.array else {
            fault(pointer, "must be a list of strings")
            return nil
        }
        guard count.contains(array.count) else {
            fault(pointer, "must have \(count.lowerBound) to \(count.upperBound) entries")
            return nil
        }
        return array.enumerated().compactMap { text($0.element, at: "\(pointer)/\($0.offset)", limit: 2048) }
    }

    /// - Parameter limit: the most UTF-8 bytes of all names and texts together.
    mutating func dictionary(_ name: String, limit: Int) -> [String: String]? {
        guard let (value, pointer) = value([name]) else { return nil }
        guard let object = value.object else {
            fault(pointer, "must be an object")
            return nil
        }
        var texts: [String: String] = [:]
        for (key, item) in object.sorted(by: { $0.key < $1.key }) {
            if let text = item.text {
                texts[key] = text
            } else {
                fault(pointer + Self.pointer(key), "must be a string")
            }
        }
        if texts.reduce(0, { $0 + $1.key.utf8.count + $1.value.utf8.count }) > limit {
            fault(pointer, "must have at most \(limit) bytes")
        }
        return texts
    }

    mutating func text(_ value: JSONValue, at pointer: String, limit: Int) -> String? {
        guard let given = value.text else {
            fault(pointer, "must be a string")
            return nil
        }
        let text = given.trimmed
        guard !text.isEmpty, text.count <= limit else {
            fault(pointer, text.isEmpty ? "must not be empty" : "must have at most \(limit) characters")
            return nil
        }
        guard text.unicodeScalars.allSatisfy({ $0.properties.generalCategory != .control }) else {
            fault(pointer, "must not hold control characters")
            return nil
        }
        return text
    }

    private mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ value: JSONValue, at pointer: String, _ type: Choice.Type
    ) -> Choice? where Choice.RawValue == String {
        if let choice = value.text.flatMap(Choice.init(rawValue:)) { return choice }
        fault(pointer, "must be one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
        return nil
    }

    /// The pointer to a member: `~` and `/` are escaped (RFC 6901).
    static func pointer(_ name: String) -> String {
        "/"
            + name.split(separator: "~", omittingEmptySubsequences: false).joined(separator: "~0")
            .split(separator: "/", omittingEmptySubsequences: false).joined(separator: "~1")
    }
}

extension StringProtocol {
    /// Without the spaces around it.
    var trimmed: String {
        let start = self.drop(while: \.isWhitespace)
        guard let end = start.lastIndex(where: { !$0.isWhitespace }) else { return "" }
        return String(start[...end])
    }
}
