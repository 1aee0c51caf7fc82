/// For which numbers a part of a format code is: `[<5]`, `[>=100]` (ECMA-376 part 1, 18.8.31).
struct CellFormatCondition: Equatable {
    private let comparison: String
    private let limit: Double

    /// The first one within brackets; nil where there is none.
    init?(_ code: some StringProtocol) {
        for bracket in code.split(separator: "[", omittingEmptySubsequences: false).dropFirst() {
            let text = bracket.prefix { $0 != "]" }
            let comparison = text.prefix { "<>=".contains($0) }
            guard !comparison.isEmpty, let limit = Double(text.dropFirst(comparison.count)) else { continue }
            self.comparison = String(comparison)
            self.limit = limit
            return
        }
        return nil
    }

    func holds(_ value: Double) -> Bool {
        switch comparison {
        case "<": value < limit
        case "<=": value <= limit
        case ">": value > limit
        case ">=": value >= limit
        case "=": value == limit
        case "<>": value != limit
        default: false
        }
    }
}
