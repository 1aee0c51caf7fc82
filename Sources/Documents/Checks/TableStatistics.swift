/// Finds summary statistics that cannot be: a median outside its range, a negative deviation, a probability above one.
struct TableStatistics {
    let view: TableReading

    /// What is impossible first, in words.
    func fault() -> String? { spreadFault() ?? probabilityFault() }

    private func spreadFault() -> String? {
        for column in view.headers.indices {
            var known: [String: Double] = [:]
            for row in view.rows {
                guard let name = Self.statistic(row), column < row.cells.count else {
                    known = [:]
                    continue
                }
                // The number of values begins the next variable.
                if name == "n" { known = [:] }
                guard let value = Double(TableReading.clean(row.cells[column])) else { continue }
                known[name] = value
                if let fault = Self.fault(known) { return "\(view.headers[column]): \(fault)" }
            }
        }
        return nil
    }

    private static func fault(_ known: [String: Double]) -> String? {
        if let deviation = known["sd"], deviation < 0 { return "the standard deviation is \(deviation)" }
        guard let minimum = known["min"], let maximum = known["max"] else { return nil }
        if minimum > maximum { return "the minimum \(minimum) is above the maximum \(maximum)" }
        for name in ["mean", "median"] {
            if let value = known[name], value < minimum || value > maximum {
                return "the \(name) \(value) is not between \(minimum) and \(maximum)"
            }
        }
        return nil
    }

    private func probabilityFault() -> String? {
        for (column, header) in view.headers.enumerated() where header.lowercased().hasPrefix("p-value") {
            for row in view.rows where column < row.cells.count {
                if let value = Double(TableReading.clean(row.cells[column])), value < 0 || value > 1 {
                    return "\(TableReading.clean(row.label)): a p-value of \(value)"
                }
            }
        }
        return nil
    }

    private static let names = [
        "n": "n", "mean": "mean", "sd": "sd", "std": "sd", "median": "median", "min": "min", "max": "max",
        "minimum": "min", "maximum": "max", "standard deviation": "sd",
    ]

    /// The statistic that a row gives, from its label or, where that names the variable, from the cell beside it.
    private static func statistic(_ row: TableReading.Row) -> String? {
        row.cells.prefix(2).lazy.compactMap { names[TableReading.clean($0).lowercased()] }.first
    }
}
