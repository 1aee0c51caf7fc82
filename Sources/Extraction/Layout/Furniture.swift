/// Running headers and footers and page numbers: what stands at the same height on most pages, digits aside.
struct Furniture {
    /// Indices of rows that are furniture.
    private(set) var rows: Set<Int> = []
    /// Each once, as it stood on the first page that bore it.
    private(set) var texts: [String] = []

    /// Furniture stands within this part of the page's height from its upper or lower edge.
    private static let margin = 0.14
    /// A bare number is told by its text too, so it may stand further in.
    private static let numberMargin = 0.25
    /// Lines of one running header may sit this many points higher or lower from page to page.
    private static let tolerance = 10.0

    init(rows all: [LayoutRow], pages: [LayoutPage]) {
        let heights = Dictionary(pages.map { ($0.number, $0.height) }) { first, _ in first }
        let edge = all.indices.filter { index in
            let height = heights[all[index].page] ?? 0
            return all[index].middle < height * Self.margin || all[index].middle > height * (1 - Self.margin)
        }
        let groups = Dictionary(grouping: edge) { Self.key(all[$0], pageHeight: heights[all[$0].page] ?? 0) }
        for (_, group) in groups.sorted(by: { $0.value[0] < $1.value[0] }) {
            let members = Self.level(group, of: all, heights: heights)
            let bearing = Set(members.map { all[$0].page }).count
            guard !members.isEmpty, Self.isRunning(bearing: bearing, pages: pages.count) else { continue }
            rows.formUnion(members)
            if all[members[0]].text.contains(where: \.isLetter) { texts.append(all[members[0]].text) }
        }
        addPageNumbers(of: all, heights: heights, pages: pages.count)
    }

    /// Headers may change from chapter to chapter, or stand on every other page.
    static func isRunning(bearing: Int, pages: Int) -> Bool {
        pages == 2 ? bearing == 2 : bearing >= 3 && bearing * 5 >= pages * 2
    }

    private static func key(_ row: LayoutRow, pageHeight: Double) -> String {
        let words = row.text.lowercased().split { $0.isNumber || $0.isWhitespace }
        return "\(row.middle < pageHeight / 2)|" + words.joined(separator: "#")
    }

    /// Those that stand at the same distance from their edge of the page, whatever the page's height.
    private static func level(_ group: [Int], of all: [LayoutRow], heights: [Int: Double]) -> [Int] {
        func distance(_ index: Int) -> Double {
            let height = heights[all[index].page] ?? 0
            return min(all[index].middle, height - all[index].middle)
        }
        let middle = group.map(distance).sorted()[group.count / 2]
        return group.filter { abs(distance($0) - middle) <= tolerance }
    }

    /// Bare page numbers that open or close a page, also where nothing else runs.
    private mutating func addPageNumbers(of all: [LayoutRow], heights: [Int: Double], pages: Int) {
        guard pages > 1 else { return }
        let kept = Dictionary(grouping: all.indices.filter { !rows.contains($0) }) { all[$0].page }
        for (page, indices) in kept {
            let height = heights[page] ?? 0
            for index in Set([indices.first, indices.last].compactMap { $0 }) where Self.isPageNumber(all[index].text) {
                let place = all[index].middle
                if place < height * Self.numberMargin || place > height * (1 - Self.numberMargin) { rows.insert(index) }
            }
        }
    }

    /// `12`, `Page 12`, `Page 12 of 97`, `- 12 -`.
    private static func isPageNumber(_ text: String) -> Bool {
        let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
        guard (1...4).contains(words.count), words.contains(where: { $0.allSatisfy(\.isNumber) }) else { return false }
        return words.allSatisfy { $0.allSatisfy(\.isNumber) || ["page", "of"].contains($0) } && text.count <= 20
    }
}
