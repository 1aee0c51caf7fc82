/// How the header rows of tables are set apart.
struct TableHeaderLook: Sendable, Equatable {
    /// Six hexadecimal digits; nil is no fill.
    var fill: String? = "EDEDED"
    /// Of the text, six hexadecimal digits; nil is the text's own.
    var color: String?
    /// Whether a line is drawn below the last header row.
    var hasLine = true
}
