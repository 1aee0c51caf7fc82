import Testing

@testable import Documents

@Suite("The extractive drafter")
struct ExtractiveDrafterTests {
    private func texts(_ task: DraftingTask) -> [String] { ExtractiveDrafter().draft(task).sentences.map(\.text) }

    private let design = """
        This was so from the beginning with the compound in adults. The study compared the compound with placebo \
        in adults over 26 weeks. Coffee was served in the waiting room. Adults took the compound or placebo once daily for \
        26 weeks.
        """

    @Test("takes the most central sentences, word for word, in the order of the source")
    func takesCentral() {
        let task = DraftingTask.over(design)
        #expect(
            texts(task) == [
                "The study compared the compound with placebo in adults over 26 weeks.",
                "Adults took the compound or placebo once daily for 26 weeks.",
            ])
        #expect(ExtractiveDrafter().draft(task).sentences.map(\.passages) == [[1], [1]])
    }

    @Test("never takes a sentence that leans on one it did not take")
    func leavesLeaning() {
        let long = DraftingTask.over(
            "The compound was given to adults with the disease. It was given to adults twice. However, adults liked it.",
            "Adults with the disease took the compound.", sentences: 10)
        let taken = texts(long)
        #expect(taken.first == "The compound was given to adults with the disease.")
        #expect(taken.contains("It was given to adults twice."))
        let short = DraftingTask.over("Nothing else is here. This was given to adults in many places.", sentences: 1)
        #expect(texts(short) == ["Nothing else is here."])
    }

    @Test("knows that a protocol speaks of itself")
    func takesSelfReference() {
        let task = DraftingTask.over(
            "This is a randomised study of the compound. Both doses of the compound were studied. Tea was served.")
        #expect(
            texts(task) == ["This is a randomised study of the compound.", "Both doses of the compound were studied."])
    }

    @Test("keeps within words as well as sentences")
    func keepsLimits() {
        let task = DraftingTask.over(design, sentences: 10, words: 12)
        #expect(texts(task).joined(separator: " ").split(separator: " ").count <= 12)
        #expect(texts(task).count == 1)
    }

    @Test("says nothing twice, but shows numbers that differ")
    func showsDifferences() {
        let same = DraftingTask.over(
            [
                ("The study enrolled 300 patients in 12 centres.", "9.1", 0),
                ("The study enrolled 300 patients in 12 centres.", "9.1", 1),
            ], sentences: 5)
        let both = ExtractiveDrafter().draft(same).sentences
        #expect(both.map(\.text) == ["The study enrolled 300 patients in 12 centres."])
        #expect(both.first?.passages == [1, 2])
        let different = DraftingTask.over(
            [
                ("The study enrolled 300 patients in 12 centres.", "9.1", 0),
                ("The study enrolled 254 patients in 12 centres.", "9.1", 1),
            ], sentences: 5)
        #expect(ExtractiveDrafter().draft(different).sentences.map(\.passages) == [[1], [2]])
    }

    @Test("of a synthesis hears every section and source before it hears one twice")
    func hearsAll() {
        let many = (1...6).map { ("The compound lowered the score of adults in group \($0) by much.", "11.4.7", 0) }
        let task = DraftingTask.over(
            many + [
                ("Headache was the most frequent event of all.", "12.6", 0),
                ("Weight stayed the same in all groups.", "12.6", 1),
            ],
            kind: .synthesis, sentences: 3)
        #expect(Set(ExtractiveDrafter().draft(task).sentences.flatMap(\.passages)).isSuperset(of: [7, 8]))
    }

    @Test("by topics puts what sources say of a matter side by side")
    func interleaves() {
        let passages = [
            ("The primary endpoint was the score at week 24 of treatment.", "9.5", 0),
            ("Adverse events were recorded at every visit of the study.", "9.5", 0),
            ("The primary endpoint was the score at week 26 of treatment.", "9.5", 1),
        ]
        func order(_ arrangement: DraftRule.Arrangement) -> [Int] {
            let task = DraftingTask.over(passages, kind: .synthesis, sentences: 3, arrangement: arrangement)
            return ExtractiveDrafter().draft(task).sentences.compactMap(\.passages.first)
        }
        #expect(order(.topics) == [1, 3, 2])
        #expect(order(.sections) == [1, 2, 3])
    }

    @Test("gives a fragment where there is no whole sentence, and nothing of tables")
    func givesFragments() {
        #expect(texts(.over("Males and females")) == ["Males and females"])
        var table = DraftingTask.over("a\tb\n1\t2")
        table.passages[0].isTable = true
        #expect(texts(table) == [])
    }

    @Test("gives the same sentences every time, of thousands too")
    func repeatsItself() {
        let words = ["dose", "week", "patient", "visit", "score", "event", "placebo", "compound", "group", "baseline"]
        let long = (0..<3_000).map { index in
            "Sentence \(index) of the \(words[index % 10]) and the \(words[index / 10 % 10]) with \(words[index / 100 % 10])."
        }
        let task = DraftingTask.over([(long.joined(separator: " "), "1", 0)], sentences: 5)
        let first = texts(task)
        #expect(first.count == 5 && texts(task) == first)
    }
}
