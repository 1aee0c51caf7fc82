/// Compares the percentages of a table with the counts and group sizes that they come from.
///
/// Only in columns in which nearly all percentages are of the group's own number: others have another denominator, such as
/// the patients still there at a visit.
struct TablePercentages {
    let view: TableReading

    /// The first percentage that is not what its count gives, in words.
    func fault() -> String? {
        for column in view.headers.indices.dropFirst() {
            guard let arm = TableReading.arm(view.headers[column]), arm.count > 0 else { continue }
            let entries = view.rows.compactMap { row -> (label: String, entry: Entry)? in
                guard column < row.cells.count, let entry = Entry(row.cells[column]) else { return nil }
                return (TableReading.clean(row.label), entry)
            }
            let wrong = entries.filter { !$0.entry.agrees(with: arm.count) }
            guard entries.count >= 5, wrong.count * 10 <= entries.count, let first = wrong.first else { continue }
            return "\(arm.name), \(first.label): \(first.entry.text) is not \(first.entry.count) of \(arm.count)"
        }
        return nil
    }

    /// A cell such as `12 ( 14.0%)`.
    private struct Entry {
        var count: Int
        var percent: Double
        var decimals: Int
        var text: String

        init?(_ cell: String) {
            let text = TableReading.clean(cell)
            guard let count = TableReading.count(text), let open = text.firstIndex(of: "("), text.hasSuffix("%)") else {
                return nil
            }
            let digits = text[text.index(after: open)...].dropLast(2).filter { $0 != " " }
            guard let percent = Double(digits) else { return nil }
            self.count = count
            self.percent = percent
            decimals = digits.split(separator: ".").dropFirst().first?.count ?? 0
            self.text = text
        }

        /// Rounding up or down, at most one unit of the last place.
        func agrees(with total: Int) -> Bool {
            let unit = [1, 0.1, 0.01, 0.001][min(decimals, 3)]
            return abs(100 * Double(count) / Double(total) - percent) <= unit
        }
    }
}
