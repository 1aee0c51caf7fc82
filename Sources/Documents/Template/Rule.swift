/// One way to fill a section, or to check what fills it.
public struct Rule: Sendable, Equatable, Codable {
    /// Unique in its section; written into every result with the template's version.
    public var id: String
    /// Applied only when the rules before it filled nothing.
    public var whenEmpty: Bool
    /// Printed above what it finds.
    public var heading: String?
    /// What it means when it finds nothing; nil is no finding.
    public var required: Severity?
    public var action: Action

    public init(
        id: String, whenEmpty: Bool = false, heading: String? = nil, required: Severity? = nil, action: Action
    ) {
        self.id = id
        self.whenEmpty = whenEmpty
        self.heading = heading
        self.required = required
        self.action = action
    }

    public enum Action: Sendable, Equatable, Codable {
        /// Blocks that were classified to a section, word for word.
        case copy(CopyRule)
        /// One value, by pattern or by label.
        case value(ValueRule)
        /// Known facts, as a table of label and value.
        case facts([String])
        /// Tables, whole or reduced.
        case table(TableRule)
        /// The items below a heading.
        case list(ListRule)
        /// How often a pattern occurs.
        case count(CountRule)
        /// The sources of some kinds, by name, pages and digest.
        case sources([SourceKind])
        /// The titles of the displays that other sections hold.
        case displays([String])
    }

    /// The word that templates use for the action.
    public var kind: String {
        switch action {
        case .copy: "copy"
        case .value: "value"
        case .facts: "facts"
        case .table: "table"
        case .list: "list"
        case .count: "count"
        case .sources: "sources"
        case .displays: "displays"
        }
    }
}

/// Takes blocks as they are.
public struct CopyRule: Sendable, Equatable, Codable {
    /// Whose blocks; empty is the section's own.
    public var sections: [String]
    /// At most so many blocks; nil takes all.
    public var limit: Int?
    /// Tables too.
    public var includesTables: Bool
    /// The least confidence of the classification, 0 ... 1.
    public var minConfidence: Double

    public init(
        sections: [String] = [], limit: Int? = nil, includesTables: Bool = true, minConfidence: Double = 0.5
    ) {
        self.sections = sections
        self.limit = limit
        self.includesTables = includesTables
        self.minConfidence = minConfidence
    }
}

/// Takes one value.
public struct ValueRule: Sendable, Equatable, Codable {
    /// What to call it in the text.
    public var label: String
    /// A pattern whose group `value` (else its first group) is the value.
    public var pattern: String?
    /// Labels beside or before which it stands, in a line such as `Sponsor: …` or in a table.
    public var labels: [String]
    /// Where to look; empty is everywhere.
    public var from: [SourceKind]
    /// What it must be.
    public var type: ValueType
    /// Inclusive bounds of a number.
    public var minimum: Double?
    public var maximum: Double?
    /// When not empty, the only values that are right, in any case.
    public var allowed: [String]

    public init(
        label: String, pattern: String? = nil, labels: [String] = [], from: [SourceKind] = [],
        type: ValueType = .text, minimum: Double? = nil, maximum: Double? = nil, allowed: [String] = []
    ) {
        self.label = label
        self.pattern = pattern
        self.labels = labels
        self.from = from
        self.type = type
        self.minimum = minimum
        self.maximum = maximum
        self.allowed = allowed
    }

    public enum ValueType: String, Sendable, Codable, CaseIterable {
        case text, number, date
    }
}

/// Takes tables.
public struct TableRule: Sendable, Equatable, Codable {
    /// Found in the caption.
    public var caption: String?
    /// Found in the label, such as `Table 14-2.01`.
    public var label: String?
    /// Found in a header cell.
    public var header: String?
    /// Found in a row's label.
    public var row: String?
    /// Header patterns of the columns to keep beside the first; empty keeps all.
    public var columns: [String]
    /// In a table longer than `maxRows`, the rows to keep by their label, with the row that heads their group.
    public var keepRows: String?
    /// The most rows below the header; longer tables are reduced and say so. Nil keeps all.
    public var maxRows: Int?
    /// Where the whole display stands, for the note below a reduced one.
    public var wholeIn: String?

    public init(
        caption: String? = nil, label: String? = nil, header: String? = nil, row: String? = nil,
        columns: [String] = [], keepRows: String? = nil, maxRows: Int? = nil, wholeIn: String? = nil
    ) {
        self.caption = caption
        self.label = label
        self.header = header
        self.row = row
        self.columns = columns
        self.keepRows = keepRows
        self.maxRows = maxRows
        self.wholeIn = wholeIn
    }

    /// Whether it looks for tables itself, wherever they were placed.
    var selects: Bool { caption != nil || label != nil || header != nil || row != nil }
}

/// Takes the items below a heading.
public struct ListRule: Sendable, Equatable, Codable {
    /// Found in the heading.
    public var under: String
    public var from: [SourceKind]

    public init(under: String, from: [SourceKind] = []) {
        self.under = under
        self.from = from
    }
}

/// Counts.
public struct CountRule: Sendable, Equatable, Codable {
    public var label: String
    public var pattern: String
    public var from: [SourceKind]

    public init(label: String, pattern: String, from: [SourceKind] = []) {
        self.label = label
        self.pattern = pattern
        self.from = from
    }
}
