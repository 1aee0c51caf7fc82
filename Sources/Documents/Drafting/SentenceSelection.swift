/// Chooses among the sentences of a task, and puts the chosen ones in order.
struct SentenceSelection {
    private let task: DraftingTask
    private let candidates: [SentenceCandidate]
    private let centrality: Centrality
    /// Positions of the candidates, most central first.
    private let ranking: [Int]
    private var chosen: [Int] = []
    private var wordCount = 0
    /// Passages of other sources that say what a chosen sentence says.
    private var seconded: [Int: [Int]] = [:]

    /// Above it two sentences say the same.
    private static let sameness = 0.7
    /// Above it another source's sentence may be cited for this one.
    private static let agreement = 0.8
    /// Above it two sentences are about the same matter.
    private static let kinship = 0.2

    init(_ task: DraftingTask) {
        self.task = task
        candidates = SentenceCandidate.all(of: task)
        centrality = Centrality(candidates.map(\.words))
        let scores = Self.scores(candidates, centrality)
        ranking = candidates.indices.sorted { scores[$0] == scores[$1] ? $0 < $1 : scores[$0] > scores[$1] }
    }

    /// Plans and reports say the essential first, in words of their heading.
    private static func scores(_ candidates: [SentenceCandidate], _ centrality: Centrality) -> [Double] {
        var counts: [SentenceCandidate.Part: Double] = [:]
        let beginnings = candidates.indices.map { index in
            counts[candidates[index].part, default: 0] += 1
            let lead = 1 / counts[candidates[index].part, default: 1].squareRoot()
            return lead * (0.1 + centrality.likeness(index, to: candidates[index].topic))
        }
        return zip(candidates, centrality.scores(beginnings: beginnings)).map { $0.isDetail ? $1 / 4 : $1 }
    }

    /// In the order of the text.
    var sentences: [DraftProposal.Sentence] {
        ordered.map { .init(candidates[$0].text, passages: [candidates[$0].passage] + (seconded[$0] ?? [])) }
    }

    mutating func select() {
        if task.kind == .synthesis { takeOneOfEachPart() }
        while let next = ranking.first(where: isEligible) { take(next) }
        if chosen.isEmpty,
            let fragment = ranking.first(where: { isFitting($0) && !candidates[$0].leans })
                ?? ranking.first(where: isFitting)
        {
            take(fragment)
        }
    }

    private mutating func takeOneOfEachPart() {
        var heard: Set<SentenceCandidate.Part> = []
        for part in candidates.map(\.part) where heard.insert(part).inserted {
            if let best = ranking.first(where: { candidates[$0].part == part && isEligible($0) }) { take(best) }
        }
    }

    private mutating func take(_ candidate: Int) {
        chosen.append(candidate)
        wordCount += candidates[candidate].wordCount
        var sources: Set<Int> = [candidates[candidate].part.source]
        for other in ranking where isSeconding(other, candidate) {
            if sources.insert(candidates[other].part.source).inserted {
                seconded[candidate, default: []].append(candidates[other].passage)
            }
        }
    }

    private func isSeconding(_ other: Int, _ candidate: Int) -> Bool {
        candidates[other].part.source != candidates[candidate].part.source
            && centrality.likeness(other, candidate) >= Self.agreement
            && candidates[other].assertions == candidates[candidate].assertions
    }

    private func isFitting(_ candidate: Int) -> Bool {
        guard !chosen.contains(candidate), chosen.count < task.sentences else { return false }
        return task.words.map { wordCount + candidates[candidate].wordCount <= $0 } ?? true
    }

    private func isEligible(_ candidate: Int) -> Bool {
        let sentence = candidates[candidate]
        guard isFitting(candidate), !sentence.isFragment else { return false }
        if sentence.leans, sentence.isFirst || !chosen.contains(candidate - 1) { return false }
        return !chosen.contains { isRepeating(candidate, $0) }
    }

    /// Says the same as a chosen one, and no number that the other does not.
    private func isRepeating(_ candidate: Int, _ other: Int) -> Bool {
        let (one, two) = (candidates[candidate], candidates[other])
        return centrality.likeness(candidate, other) > Self.sameness
            && one.assertions.hasDenial == two.assertions.hasDenial
            && one.assertions.missing(from: two.assertions, isTable: false).isEmpty
    }

    // MARK: Order

    private var ordered: [Int] {
        let positions = chosen.sorted()
        guard task.kind == .synthesis, task.arrangement == .topics else { return positions }
        return interleaved(positions)
    }

    /// What a further source says of a matter stands right after what was said of it before.
    private func interleaved(_ positions: [Int]) -> [Int] {
        var order: [Int] = []
        for position in positions {
            let source = candidates[position].part.source
            let kin = order.indices.filter { candidates[order[$0]].part.source != source }
                .max { centrality.likeness(order[$0], position) < centrality.likeness(order[$1], position) }
            if let kin, centrality.likeness(order[kin], position) >= Self.kinship {
                order.insert(position, at: kin + 1)
            } else {
                order.append(position)
            }
        }
        return order
    }
}
