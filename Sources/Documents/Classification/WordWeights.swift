import Foundation

/// How much a word of a title tells among some sections: one that stands in every title tells nothing.
///
/// Below "Statistical Considerations" the word "analysis" is no news, and "Safety" alone names the safety analyses.
struct WordWeights {
    private let weights: [String: Double]

    /// - Parameter titles: of each section, all that name it.
    init(_ titles: some Collection<[Words]>) {
        let count = Double(titles.count)
        var frequencies: [String: Double] = [:]
        for words in titles {
            for token in words.reduce(into: Set<String>(), { $0.formUnion($1.set) }) {
                frequencies[token, default: 0] += 1
            }
        }
        weights = frequencies.mapValues { log(1 + count / $0) / log(1 + count) }
    }

    /// 0 ... 1; words of no title, such as a product's name, tell half.
    subscript(_ token: String) -> Double { weights[token] ?? 0.5 }

    func sum(_ tokens: Set<String>) -> Double {
        // In order: a sum of floating-point numbers depends on it, and the same input must give the same answer.
        tokens.sorted().reduce(0) { $0 + self[$1] }
    }

    /// How alike two titles are, 0 ... 1: 1 for the same words in the same order, less where one holds the other.
    func likeness(_ heading: Words, _ title: Words) -> Double {
        if heading.tokens == title.tokens { return 1 }
        if heading.set == title.set { return 0.97 }
        let shared = sum(heading.set.intersection(title.set))
        guard shared > 0 else { return 0 }
        let (mine, theirs) = (sum(heading.set), sum(title.set))
        // What both share must tell something by itself to stand for the whole.
        let telling = min(1, shared / 0.5)
        if title.set.isSubset(of: heading.set) { return telling * (0.5 + 0.45 * shared / mine) }
        if heading.set.isSubset(of: title.set) { return telling * (0.45 + 0.45 * shared / theirs) }
        return 0.9 * 2 * shared / (mine + theirs)
    }
}
