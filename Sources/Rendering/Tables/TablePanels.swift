/// Cuts a table that no page can hold into panels, each with the first column repeated.
struct TablePanels {
    private(set) var panels: [TableGrid]

    /// Word opens no table with more columns (its documented limit is 63).
    private static let mostColumns = 63

    init(_ grid: TableGrid, _ metrics: TableMetrics = .standard) {
        let demand = ColumnDemand(grid, metrics, size: min(metrics.size, TableMetrics.smallestSize))
        let available = metrics.landscapeWidth
        guard grid.columnCount > 1, demand.least > available || grid.columnCount > Self.mostColumns else {
            panels = [grid]
            return
        }
        let label = demand.columns[0].least
        var groups: [[Int]] = []
        var used = Int.max
        for column in 1..<grid.columnCount {
            let least = demand.columns[column].least
            if used == .max || used + least > available || (groups.last?.count ?? 0) >= Self.mostColumns - 1 {
                groups.append([])
                used = label
            }
            groups[groups.count - 1].append(column)
            used += least
        }
        panels = groups.map { grid.columns([0] + $0) }
    }
}
