/// One way to fill a section, or to check what fills it.
public struct Rule: Sendable, Equatable, Codable {
    /// Unique in its section; written into every result with the template's version.
    public var id: String
    /// Skipped when an earlier rule of its kind found something for the section.
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
        /// A short text of what was placed in some sections.
        case summary(DraftRule)
        /// A text that brings several sections or sources together.
        case synthesis(DraftRule)
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
        case .summary: "summary"
        case .synthesis: "synthesis"
        }
    }
}
