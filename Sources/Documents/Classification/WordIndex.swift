import Foundation

/// Ranks sections by the words of a text: BM25 over their titles, synopses and keywords.
///
/// Constants k1 and b as usual in the literature (Robertson and Zaragoza, 2009).
struct WordIndex {
    private static let k1 = 1.2
    private static let b = 0.75

    private let counts: [[String: Double]]
    private let lengths: [Double]
    private let averageLength: Double
    private let weights: [String: Double]

    init(template: Template) {
        counts = template.sections.map { section in
            // What names a section weighs more than what describes it.
            let names = ([section.title] + section.synonyms).flatMap { Words($0).tokens }
            let texts = ([section.synopsis].compactMap { $0 } + section.keywords).flatMap { Words($0).tokens }
            return (names + texts + texts).reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        lengths = counts.map { $0.values.reduce(0, +) }
        averageLength = max(lengths.reduce(0, +) / Double(max(lengths.count, 1)), 1)
        let total = Double(counts.count)
        let frequencies = counts.reduce(into: [String: Double]()) { sums, words in
            for word in words.keys { sums[word, default: 0] += 1 }
        }
        weights = frequencies.mapValues { log(1 + (total - $0 + 0.5) / ($0 + 0.5)) }
    }

    /// The best section, and how far it leads the second, 0 ... 1; nil where no word speaks.
    func best(for text: String, among allowed: (Int) -> Bool) -> (section: Int, lead: Double)? {
        let words = Set(Words(text).tokens).sorted()
        var first = (section: -1, score: 0.0)
        var second = 0.0
        for index in counts.indices where allowed(index) {
            let score = score(words, index)
            if score > first.score {
                second = first.score
                first = (index, score)
            } else if score > second {
                second = score
            }
        }
        guard first.section >= 0, first.score > 4 else { return nil }
        return (first.section, (first.score - second) / first.score)
    }

    private func score(_ words: [String], _ index: Int) -> Double {
        let norm = Self.k1 * (1 - Self.b + Self.b * lengths[index] / averageLength)
        return words.reduce(0) { sum, word in
            guard let count = counts[index][word], let weight = weights[word] else { return sum }
            return sum + weight * count * (Self.k1 + 1) / (count + norm)
        }
    }
}
