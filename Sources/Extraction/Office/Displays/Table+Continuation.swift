extension Table {
    /// This table with the rows of one that carries it on over a page break; nil when the other is a table of its own.
    ///
    /// It carries on when it repeats the header rows and bears no other title.
    func continued(by other: Table) -> Table? {
        let isSameTitle = other.label == nil && other.caption == nil || other.label == label && label != nil
        guard isSameTitle, headerRows > 0, other.columnCount == columnCount, other.rows.count > headerRows,
            Array(other.rows.prefix(headerRows)) == Array(rows.prefix(headerRows))
        else { return nil }
        var joined = self
        joined.rows += other.rows.dropFirst(headerRows)
        joined.footnotes += other.footnotes.filter { !footnotes.contains($0) }
        return joined
    }
}
