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
    /// The most rows below the header; longer tables are reduced and say so. Nil keeps
    /// up to 5,000.
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
