@testable import Documents

extension DraftingTask {
    /// A task over some passages: text, section, source.
    static func over(
        _ passages: [(text: String, section: String, source: Int)], kind: Kind = .summary, sentences: Int = 2,
        words: Int? = nil, arrangement: DraftRule.Arrangement = .sections
    ) -> DraftingTask {
        DraftingTask(
            kind: kind, documentType: "Report", section: "2 Synopsis", arrangement: arrangement, sentences: sentences,
            words: words,
            passages: passages.enumerated().map { index, passage in
                Passage(
                    number: index + 1, text: passage.text, section: passage.section, source: passage.source,
                    kind: .report)
            })
    }

    static func over(_ texts: String..., sentences: Int = 2, words: Int? = nil) -> DraftingTask {
        over(texts.map { ($0, "1", 0) }, sentences: sentences, words: words)
    }
}
