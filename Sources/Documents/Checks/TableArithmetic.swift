import Extraction

/// Adds up what tables must make add up: groups to the total, completed and discontinued to randomised, reasons to
/// discontinued; and compares what must not exceed or contradict another.
struct TableArithmetic {
    let reading: Reading

    func findings() -> [Finding] {
        reading.sources.filter { $0.kind != .protocolDocument && $0.kind != .statisticalPlan }.flatMap { source in
            reading.tables(of: source).flatMap { block, table in findings(source, block, table) }
        }
    }

    private func findings(_ source: Reading.Source, _ block: Block, _ table: Table) -> [Finding] {
        let view = TableReading(table)
        let name = table.label ?? table.caption ?? source.content.source.name
        var found: [Finding] = []
        func report(_ code: String, _ message: String) {
            found.append(
                Finding(
                    severity: .warning, code: code, message: "\(name): \(message)",
                    citations: [reading.citation(source, block, excerpt: StructureFacts.excerpt(table))]))
        }
        if let message = totalFault(view) { report("arms_do_not_add_up", message) }
        if let message = dispositionFault(view) { report("disposition_does_not_add_up", message) }
        if let message = reasonsFault(view) { report("reasons_do_not_add_up", message) }
        if let message = nestingFault(view) { report("populations_not_nested", message) }
        if let message = TablePercentages(view: view).fault() { report("percent_differs", message) }
        if let message = TableStatistics(view: view).fault() { report("impossible_statistic", message) }
        return found
    }

    /// Only where the headings name each group once and one total.
    private func totalFault(_ view: TableReading) -> String? {
        let arms = view.arms
        let totals = arms.filter { StructureFacts.isTotal($0.name) }
        let groups = arms.filter { !StructureFacts.isTotal($0.name) }
        guard totals.count == 1, let total = totals.first, groups.count > 1,
            Set(groups.map(\.name)).count == groups.count
        else { return nil }
        let sum = groups.reduce(0) { $0 + $1.count }
        return sum == total.count ? nil : "the groups add up to \(sum), the total says \(total.count)"
    }

    private func dispositionFault(_ view: TableReading) -> String? {
        guard let completed = row(view, ["completed week", "completed", "completed study", "completed treatment"]),
            let stopped = row(view, Self.stopped)
        else { return nil }
        for column in view.headers.indices.dropFirst() {
            guard let arm = TableReading.arm(view.headers[column]), column < completed.cells.count,
                column < stopped.cells.count, let done = TableReading.count(completed.cells[column]),
                let left = TableReading.count(stopped.cells[column])
            else { continue }
            if done + left != arm.count {
                return "\(arm.name): \(done) completed and \(left) discontinued are not \(arm.count)"
            }
        }
        return nil
    }

    /// The rows below a line such as `Reason for Discontinuation`, down to the next line without numbers.
    private func reasonsFault(_ view: TableReading) -> String? {
        guard let stopped = row(view, Self.stopped),
            let start = view.rows.firstIndex(where: { row in
                TableReading.clean(row.label).lowercased().hasPrefix("reason") && !Self.holdsCount(row)
            })
        else { return nil }
        let reasons = view.rows[(start + 1)...].prefix(while: Self.holdsCount)
        guard reasons.count > 1 else { return nil }
        for column in view.headers.indices.dropFirst() {
            guard let arm = TableReading.arm(view.headers[column]), column < stopped.cells.count,
                let left = TableReading.count(stopped.cells[column])
            else { continue }
            let sum = reasons.reduce(0) {
                $0 + ($1.cells.indices.contains(column) ? TableReading.count($1.cells[column]) ?? 0 : 0)
            }
            // A patient may have several reasons; fewer than there were patients cannot be.
            if sum < left { return "\(arm.name): the reasons add up to \(sum), \(left) discontinued" }
        }
        return nil
    }

    /// No analysis set is larger than what was randomised, where one table gives both.
    private func nestingFault(_ view: TableReading) -> String? {
        guard let whole = view.rows.first(where: { StructureFacts.isRandomised($0.label) }) else { return nil }
        let inner = view.rows.filter { row in
            let label = TableReading.clean(row.label).lowercased()
            return ["safety", "efficacy", "per protocol", "per-protocol", "complete", "evaluable"].contains {
                label.hasPrefix($0)
            }
        }
        for row in inner {
            for column in view.headers.indices.dropFirst() where column < min(row.cells.count, whole.cells.count) {
                guard let part = TableReading.count(row.cells[column]),
                    let all = TableReading.count(whole.cells[column]),
                    part > all
                else { continue }
                return
                    "\(TableReading.clean(row.label)): \(part) is more than \(all) in \(TableReading.clean(whole.label))"
            }
        }
        return nil
    }

    private static let stopped = ["discontinued", "early termination", "withdrawn", "terminated early"]

    private static func holdsCount(_ row: TableReading.Row) -> Bool {
        row.cells.dropFirst().contains { TableReading.count($0) != nil }
    }

    /// The first row whose label begins with one of these words.
    private func row(_ view: TableReading, _ beginnings: [String]) -> TableReading.Row? {
        let rows = view.rows.filter { row in
            let label = TableReading.clean(row.label).lowercased()
            return beginnings.contains { label.hasPrefix($0) }
                && Self.holdsCount(row)
        }
        // Two rows such as "Completed Week 24" and "Completed study" leave open which one is meant.
        return rows.count == 1 ? rows.first : nil
    }
}
