/// Holds proposed sentences against the passages that they cite.
///
/// It does not understand a text: it proves that every number, date and identifier of a sentence stands in a passage
/// that the sentence cites, that no denial was added or lost, and that most of its words are the passages' own. That
/// the right number stands at the right noun is for a reader, who has the citation.
struct DraftVerifier {
    private let task: DraftingTask

    /// Of a sentence's own words, so many must stand in the passages that it cites.
    private static let leastShare = 0.6
    /// In characters; a longer one is no sentence.
    private static let maxLength = 1_500

    init(_ task: DraftingTask) {
        self.task = task
    }

    struct Verdict {
        var accepted: [DraftProposal.Sentence] = []
        var rejected: [RejectedSentence] = []
    }

    /// Every sentence is accepted or rejected; what is accepted keeps within the task's limits.
    func verdict(on proposal: DraftProposal) -> Verdict {
        var verdict = Verdict()
        var wordCount = 0
        for sentence in proposal.sentences {
            let text = sentence.text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
            let clean = DraftProposal.Sentence(text, passages: unique(sentence.passages))
            let length = text.split(separator: " ").count
            let fault =
                fault(of: clean)
                ?? (verdict.accepted.contains { $0.text == text } ? "is there twice" : nil)
                ?? (verdict.accepted.count >= task.sentences ? "is beyond the rule's \(task.sentences) sentences" : nil)
                ?? task.words.flatMap { wordCount + length > $0 ? "is beyond the rule's \($0) words" : nil }
            if let fault {
                verdict.rejected.append(RejectedSentence(text: text, fault: fault))
            } else {
                verdict.accepted.append(clean)
                wordCount += length
            }
        }
        return verdict
    }

    private func unique(_ numbers: [Int]) -> [Int] {
        var seen: Set<Int> = []
        return numbers.filter { seen.insert($0).inserted }
    }

    /// What is wrong with a sentence, as the rest of one about it; nil when nothing is.
    private func fault(of sentence: DraftProposal.Sentence) -> String? {
        guard !sentence.text.isEmpty else { return "is empty" }
        guard sentence.text.count <= Self.maxLength else { return "is longer than \(Self.maxLength) characters" }
        guard !sentence.passages.isEmpty else { return "cites nothing" }
        if let unknown = sentence.passages.first(where: { !task.passages.indices.contains($0 - 1) }) {
            return "cites passage \(unknown), which was not given"
        }
        // Word for word of one passage: nothing can have been changed.
        if task.passages(sentence.passages).contains(where: { Self.holds($0, sentence.text) }) { return nil }
        let missing = missing(sentence)
        guard missing.isEmpty else { return "says \(missing.joined(separator: ", ")), which its passages do not" }
        return wordFault(of: sentence)
    }

    private static func holds(_ passage: DraftingTask.Passage, _ text: String) -> Bool {
        SentenceSplitter.sentences(of: passage.text).contains { TableReading.clean($0) == text }
    }

    /// What none of the cited passages says.
    private func missing(_ sentence: DraftProposal.Sentence) -> [String] {
        let own = Assertions(sentence.text)
        let lacks = task.passages(sentence.passages).map { passage in
            Set(own.missing(from: Assertions(passage.text), isTable: passage.isTable))
        }
        return lacks.dropFirst().reduce(lacks.first ?? []) { $0.intersection($1) }.sorted()
    }

    private func wordFault(of sentence: DraftProposal.Sentence) -> String? {
        let own = Set(Words(sentence.text).tokens)
        let passages = task.passages(sentence.passages)
        let cited = Set(passages.flatMap { Words($0.text).tokens })
        guard Double(own.intersection(cited).count) >= Self.leastShare * Double(own.count) else {
            return "is not what its passages say"
        }
        let denies = Assertions(sentence.text).hasDenial
        if denies, !passages.contains(where: { Assertions($0.text).hasDenial }) {
            return "denies what its passages do not deny"
        }
        let evidence = passages.filter { !$0.isTable }.map {
            Evidence(for: sentence.text, in: $0)
        }
        if !denies, !evidence.isEmpty, evidence.allSatisfy({ $0.denies(sentence.text) }) {
            return "leaves out a denial of its passages"
        }
        return nil
    }
}

/// A sentence that was proposed and is not in the document.
public struct RejectedSentence: Sendable, Equatable, Codable {
    public var text: String
    /// The rest of a sentence about it, such as `cites nothing`.
    public var fault: String
}

/// The very words of a passage that speak for a sentence.
struct Evidence {
    let text: String

    /// The sentence of the passage, or the row of its table, that shares most words with this one; the first of equals.
    init(for sentence: String, in passage: DraftingTask.Passage) {
        let pieces =
            passage.isTable
            ? passage.text.split(whereSeparator: \.isNewline).map(String.init)
            : SentenceSplitter.sentences(of: passage.text)
        text = Self.closest(to: sentence, among: pieces) ?? passage.text
    }

    /// Whether the part of it that the sentence repeats is a denial; `fell, which was not significant; 45% responded`
    /// denies nothing of those who responded.
    func denies(_ sentence: String) -> Bool {
        let parts = text.replacing(" but ", with: ";").split { $0 == ";" || $0 == ":" }.map(String.init)
        return Assertions(Self.closest(to: sentence, among: parts) ?? text).hasDenial
    }

    private static func closest(to sentence: String, among pieces: [String]) -> String? {
        let wanted = Set(Words(sentence).tokens)
        var best: (piece: String?, score: Double) = (pieces.first, -1)
        for piece in pieces {
            let words = Set(Words(piece).tokens)
            // Per root of its length, or the longest would always win.
            let score = Double(words.intersection(wanted).count) / Double(max(words.count, 1)).squareRoot()
            if score > best.score { best = (piece, score) }
        }
        return best.piece
    }
}
