/// Puts a page's words into rows, in the order they are read.
enum RowBuilder {
    static func rows(of page: LayoutPage) -> [LayoutRow] {
        let rows = group(page.words, page: page.number)
        guard let gutter = Columns.gutter(of: rows, pageWidth: page.width) else { return rows }
        return Columns.readingOrder(of: rows, gutter: gutter)
    }

    /// Words whose middles are less than this part of the lower one's height apart are on one row; superscripts are.
    private static let tolerance = 0.45

    private static func group(_ words: [LayoutWord], page: Int) -> [LayoutRow] {
        var groups: [(middle: Double, height: Double, words: [LayoutWord])] = []
        for word in words.sorted(by: { $0.middle < $1.middle }) {
            // Rows are sorted by their middles, so only the last few can be near.
            let near = groups.indices.suffix(3).min {
                abs(groups[$0].middle - word.middle) < abs(groups[$1].middle - word.middle)
            }
            if let near, abs(groups[near].middle - word.middle) < tolerance * min(groups[near].height, word.height) {
                groups[near].words.append(word)
                // The tallest word so far is the line's own; small ones are raised or lowered against it.
                if word.height > groups[near].height, word.length > 1 {
                    groups[near].middle = word.middle
                    groups[near].height = word.height
                }
            } else {
                groups.append((word.middle, word.height, [word]))
            }
        }
        let rows = groups.compactMap { LayoutRow(page: page, words: $0.words) }.sorted { $0.y0 < $1.y0 }
        return attachRaised(rows)
    }

    /// Puts superscripts and subscripts that stand too far off into the row whose word they touch.
    private static func attachRaised(_ rows: [LayoutRow]) -> [LayoutRow] {
        var kept: [LayoutRow] = rows
        for small in rows where small.words.allSatisfy({ $0.length <= 3 }) {
            let near = kept.indices.filter { kept[$0].height > 1.1 * small.height && overlap(kept[$0], small) > 0.2 }
            let host = near.first { index in
                small.words.allSatisfy { word in
                    kept[index].words.contains { abs(word.x0 - $0.x1) < 0.25 * small.height }
                }
            }
            guard let host, let joined = LayoutRow(page: small.page, words: kept[host].words + small.words),
                let place = kept.firstIndex(of: small)
            else { continue }
            kept[host] = joined
            kept.remove(at: place)
        }
        return kept
    }

    /// The part of the lower one's height that two rows share.
    private static func overlap(_ first: LayoutRow, _ second: LayoutRow) -> Double {
        (min(first.y1, second.y1) - max(first.y0, second.y0)) / min(first.height, second.height)
    }
}
