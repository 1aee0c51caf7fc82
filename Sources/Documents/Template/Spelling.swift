/// Finds the word that somebody probably meant.
enum Spelling {
    /// Longer words are not compared: the work grows with the square of the length.
    private static let maxLength = 40

    /// The known word that is fewest slips away; nil when none is near.
    static func nearest(to word: String, among known: [String]) -> String? {
        guard word.count <= maxLength else { return nil }
        let distances = known.map { (word: $0, slips: distance(Array(word.lowercased()), Array($0.lowercased()))) }
        guard let best = distances.min(by: { $0.slips < $1.slips }) else { return nil }
        return best.slips <= max(1, word.count / 3) ? best.word : nil
    }

    /// Letters to add, drop, change or swap with their neighbour (optimal string alignment).
    static func distance(_ one: [Character], _ other: [Character]) -> Int {
        var before: [Int] = []
        var last = Array(0...other.count)
        for (row, letter) in one.enumerated() {
            var next = [row + 1]
            for (column, wanted) in other.enumerated() {
                var least = min(
                    last[column + 1] + 1, next[column] + 1, last[column] + (letter == wanted ? 0 : 1))
                if row > 0, column > 0, letter == other[column - 1], one[row - 1] == wanted {
                    least = min(least, before[column - 1] + 1)
                }
                next.append(least)
            }
            (before, last) = (last, next)
        }
        return last[other.count]
    }
}
