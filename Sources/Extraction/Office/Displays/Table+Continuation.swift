extension Table {
    /// This table with the rows of one that carries it on over a page break; nil when the other is a table of its own.
    ///
    /// It carries on when it repeats the header rows and bears no other title.
    func continued(by other: Table) -> Table? {
        guard headerRows > 0, other.columnCount == columnCount, other.rows.count > headerRows,
            Array(other.rows.prefix(headerRows)) == Array(rows.prefix(headerRows))
        else { return nil }
        return joined(with: other, rows: other.rows.dropFirst(headerRows))
    }

    /// The same where the two are known to have one grid: then what carries on may do so without the header rows, or with
    /// more of them than were recognised as such.
    func carriedOn(by other: Table) -> Table? {
        let head = rows.prefix(max(headerRows, TableHeader.most)).map { $0.map(\.text) }
        return joined(with: other, rows: other.rows.drop { head.contains($0.map(\.text)) })
    }

    private func joined(with other: Table, rows: ArraySlice<[Cell]>) -> Table? {
        guard other.label == nil && other.caption == nil || other.label == label && label != nil else { return nil }
        var joined = self
        joined.rows += rows
        joined.footnotes += other.footnotes.filter { !footnotes.contains($0) }
        return joined
    }
}
