/// A sentence of a passage that may be taken over.
struct SentenceCandidate {
    var text: String
    /// Number of its passage.
    var passage: Int
    /// Section and source: what is heard apart in a synthesis.
    var part: Part
    /// Without numbers: lists of visits are alike and say little.
    var words: [String]
    /// What its section is about.
    var topic: [String]
    var wordCount: Int
    /// Cannot be understood without the sentence before it.
    var leans: Bool
    /// No whole sentence: taken where there is nothing better.
    var isFragment: Bool
    /// Says what happens in some case, or sends the reader to a section or a table of its source, whose number means
    /// nothing in another document.
    var isDetail: Bool
    /// It is the first of its passage.
    var isFirst: Bool

    /// Asked of a few sentences only.
    var assertions: Assertions { Assertions(text) }

    struct Part: Hashable {
        var section: String
        var source: Int
    }

    static func all(of task: DraftingTask) -> [SentenceCandidate] {
        task.passages.filter { !$0.isTable }.flatMap { passage in
            SentenceSplitter.sentences(of: passage.text).enumerated().map { index, text in
                SentenceCandidate(text, passage, isFirst: index == 0)
            }
        }
    }

    private init(_ text: String, _ passage: DraftingTask.Passage, isFirst: Bool) {
        self.text = TableReading.clean(text)
        self.passage = passage.number
        part = Part(section: passage.section, source: passage.source)
        words = Words(text).tokens.filter { !$0.contains(where: \.isNumber) }
        topic = Words(passage.topic).tokens
        wordCount = self.text.split(separator: " ").count
        leans = Self.leans(self.text)
        // What ends with a colon leads to a list that would not follow, and "Table 2 shows" to a table.
        let opening = self.text.split(separator: " ").prefix(2).joined(separator: " ")
        isFragment =
            wordCount < 5 || !".!?)”\"".contains(self.text.last ?? " ") || Self.pointsElsewhere(opening)
        isDetail = Self.isDetail(self.text)
        self.isFirst = isFirst
    }

    private static func isDetail(_ text: String) -> Bool {
        cases.contains(where: text.hasPrefix) || pointsElsewhere(text)
    }

    private static func pointsElsewhere(_ text: String) -> Bool {
        let words = text.split { $0.isWhitespace || $0 == "(" }
        return zip(words, words.dropFirst()).contains { word, next in
            references.contains(word.lowercased()) && next.contains(where: \.isNumber)
        }
    }

    private static let cases = ["If ", "Unless ", "In the event ", "In case ", "Should ", "Note ", "For example"]

    private static let references: Set<String> = [
        "section", "sections", "table", "tables", "figure", "figures", "attachment", "attachments", "appendix",
        "protocol",
    ]

    private static func leans(_ text: String) -> Bool {
        let words = text.split { !$0.isLetter }.prefix(2).map { $0.lowercased() }
        guard let first = words.first else { return false }
        let second = words.count > 1 ? words[1] : ""
        // "This is a randomised study" and "This study" speak of the document's own subject.
        if first == "this", ["is", "study", "trial", "protocol", "report"].contains(second) { return false }
        if first == "in" { return ["addition", "contrast", "such", "this", "these"].contains(second) }
        return leaning.contains(first)
    }

    private static let leaning: Set<String> = [
        "this", "these", "those", "that", "such", "it", "its", "they", "their", "them", "he", "she", "however",
        "therefore", "thus", "hence", "otherwise", "moreover", "furthermore", "additionally", "also", "then",
        "conversely", "similarly", "likewise", "nevertheless", "but", "and", "or", "here", "latter", "former",
    ]
}
