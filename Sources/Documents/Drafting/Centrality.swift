import Foundation

/// How much each of some sentences says of what all of them say, seen from where a reader would begin: continuous
/// LexRank (G. Erkan and D. Radev, 2004) over TF-IDF vectors, with a bias (J. Otterbacher and others, 2005).
///
/// The matrix of similarities is the product of the vectors' matrix with itself, so a step needs no more than two
/// passes over the words: thousands of sentences cost milliseconds. Sums run in the order of the sentences and of the
/// words' first occurrence, so the same text has the same scores to the last bit.
struct Centrality {
    /// Of a reader who begins anew instead of going on to a similar sentence.
    private static let jump = 0.5
    private static let maxSteps = 50
    private static let precision = 1e-9

    /// One for each sentence, of length 1 or empty.
    let vectors: [[(term: Int, weight: Double)]]
    private var terms: [String: Int] = [:]
    private let rarities: [Double]

    init(_ sentences: [[String]]) {
        var terms: [String: Int] = [:]
        let counts = sentences.map { words in
            var count: [Int: Double] = [:]
            for word in words {
                let term = terms[word] ?? terms.count
                terms[word] = term
                count[term, default: 0] += 1
            }
            return count.sorted { $0.key < $1.key }
        }
        var frequencies = [Double](repeating: 0, count: terms.count)
        for (term, _) in counts.joined() { frequencies[term] += 1 }
        let total = Double(sentences.count)
        let rarities = frequencies.map { log(1 + total / $0) }
        vectors = counts.map { count in
            let weighed = count.map { (term: $0.key, weight: $0.value * rarities[$0.key]) }
            let length = weighed.reduce(0) { $0 + $1.weight * $1.weight }.squareRoot()
            return weighed.map { ($0.term, $0.weight / length) }
        }
        self.terms = terms
        self.rarities = rarities
    }

    /// How much of some words a sentence says, 0 ... 1; words of no sentence do not count.
    func likeness(_ sentence: Int, to words: [String]) -> Double {
        let wanted = Set(words.compactMap { terms[$0] })
        let length = wanted.sorted().reduce(0) { $0 + rarities[$1] * rarities[$1] }.squareRoot()
        guard length > 0 else { return 0 }
        return vectors[sentence].reduce(0) { sum, entry in
            wanted.contains(entry.term) ? sum + entry.weight * rarities[entry.term] / length : sum
        }
    }

    /// The cosine of two sentences, 0 ... 1.
    func likeness(_ one: Int, _ other: Int) -> Double {
        let (first, second) = (vectors[one], vectors[other])
        var (left, right, sum) = (0, 0, 0.0)
        while left < first.count, right < second.count {
            if first[left].term == second[right].term {
                sum += first[left].weight * second[right].weight
                left += 1
                right += 1
            } else if first[left].term < second[right].term {
                left += 1
            } else {
                right += 1
            }
        }
        return sum
    }

    /// One for each sentence; they add up to 1.
    ///
    /// - Parameter beginnings: how likely a reader is to begin with each sentence; positive, of any sum.
    func scores(beginnings: [Double]) -> [Double] {
        let sum = beginnings.reduce(0, +)
        let shares = beginnings.map { $0 / sum }
        let degrees = projected([Double](repeating: 1, count: vectors.count))
        var scores = shares
        for _ in 0..<Self.maxSteps {
            let passedOn = projected(zip(scores, degrees).map { $1 > Self.precision ? $0 / $1 : 0 })
            let next = zip(shares, passedOn).map { Self.jump * $0 + (1 - Self.jump) * $1 }
            let change = zip(scores, next).reduce(0) { max($0, abs($1.0 - $1.1)) }
            scores = next
            if change < Self.precision { break }
        }
        return scores
    }

    /// The matrix of similarities times a vector, without the matrix. A sentence is not its own neighbour: one that is
    /// like no other would keep to itself whatever came to it.
    private func projected(_ weights: [Double]) -> [Double] {
        var sums = [Double](repeating: 0, count: terms.count)
        for (vector, weight) in zip(vectors, weights) {
            for (term, value) in vector { sums[term] += value * weight }
        }
        return zip(vectors, weights).map { vector, own in
            vector.isEmpty ? 0 : max(0, vector.reduce(0) { $0 + $1.weight * sums[$1.term] } - own)
        }
    }
}
