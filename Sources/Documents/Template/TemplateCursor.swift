import Yams

/// A place in a template's text: gives what stands there, and notes faults with path, line and column.
///
/// What it gives is nil where something else stands: ``check(_:)`` has noted that before.
/// A class for the notes only: cursors of one template share them.
struct TemplateCursor {
    final class Notes {
        /// Enough for a person; a text with more is not a template.
        static let maxFaults = 1_000
        /// The most values in one template. Anchors can repeat a value without end in a few bytes.
        static let maxValues = 500_000

        private(set) var faults: [TemplateFault] = []
        fileprivate(set) var values = 0
        /// Where sections are named, to be looked up when all are known.
        fileprivate(set) var references: [(place: TemplateCursor, section: String)] = []

        var isFull: Bool { faults.count >= Self.maxFaults }
        var isExhausted: Bool { values > Self.maxValues }

        func add(_ fault: TemplateFault) {
            if !isFull { faults.append(fault) }
        }
    }

    let node: Node
    let path: String
    let notes: Notes

    init(_ node: Node, path: String = "", notes: Notes = Notes()) {
        self.node = node
        self.path = path
        self.notes = notes
    }

    /// Notes a fault here, or at a field, which need not be there.
    func fault(_ message: String, at field: String? = nil, mark: Mark? = nil) {
        let mark = mark ?? field.flatMap { self.field($0)?.node.mark } ?? node.mark
        notes.add(
            TemplateFault(
                path: field.map(pathOf) ?? path, message: message, line: mark?.line, column: mark?.column))
    }

    /// The cursor of a field under the first of these names that is there; null is as if it were not.
    func field(_ names: String...) -> TemplateCursor? { field(names) }

    func field(_ names: [String]) -> TemplateCursor? {
        guard case .mapping(let mapping) = node else { return nil }
        for name in names {
            guard let value = mapping[name], value.null == nil else { continue }
            return TemplateCursor(value, path: pathOf(name), notes: notes)
        }
        return nil
    }

    var items: [TemplateCursor] {
        guard case .sequence(let sequence) = node else { return [] }
        return sequence.enumerated().map { TemplateCursor($1, path: "\(path)[\($0)]", notes: notes) }
    }

    var text: String? { node.scalar?.string }
    var texts: [String] { items.compactMap(\.text) }
    var integer: Int? { node.int }
    var number: Double? { node.float }
    var flag: Bool? { node.bool }

    /// The id of a section, which must turn out to be one.
    var section: String? {
        guard let text else { return nil }
        notes.references.append((self, text))
        return text
    }

    /// One of a closed list of words.
    func choice<Value: RawRepresentable>(_ type: Value.Type) -> Value? where Value.RawValue == String {
        text.flatMap(Value.init(rawValue:))
    }

    /// What to add to a fault when a word is nearly a known one. Not for the hundredth fault: comparing costs time.
    func suggestion(for word: String, among known: [String]) -> String {
        guard notes.faults.count < 100 else { return "" }
        return Spelling.nearest(to: word, among: known).map { "; did you mean \($0)?" } ?? ""
    }

    func pathOf(_ name: String) -> String { path.isEmpty ? name : "\(path).\(name)" }

    /// Counts a value; false when there are too many.
    func count() -> Bool {
        notes.values += 1
        return !notes.isExhausted && !notes.isFull
    }
}
