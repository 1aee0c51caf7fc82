/// The words of a text in the form in which titles are compared: lower case, without stop words and endings, and with
/// one word for each of the field's pairs (trial and study, participant and patient).
struct Words: Sendable, Equatable {
    let tokens: [String]
    let set: Set<String>

    init(_ text: String) {
        var tokens: [String] = []
        var word = ""
        func close() {
            if !word.isEmpty, !Self.stopWords.contains(word) { tokens += Self.forms(of: word) }
            word = ""
        }
        for scalar in text.lowercased().unicodeScalars {
            if scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
                word.unicodeScalars.append(scalar)
            } else if scalar == "'" || scalar == "\u{2019}" {
                continue
            } else {
                close()
            }
        }
        close()
        self.tokens = tokens
        set = Set(tokens)
    }

    var isEmpty: Bool { tokens.isEmpty }

    /// How alike two titles are, 0 ... 1: 1 for the same words in the same order, less where one holds the other.
    func likeness(to other: Words) -> Double {
        guard !tokens.isEmpty, !other.tokens.isEmpty else { return 0 }
        if tokens == other.tokens { return 1 }
        let (mine, theirs) = (set, other.set)
        let shared = Double(mine.intersection(theirs).count)
        let dice = 2 * shared / Double(mine.count + theirs.count)
        if mine == theirs { return 0.97 }
        // One word that both have says little: "Safety" is not yet "Data Safety Monitoring Board".
        let base = shared > 1 ? 0.55 : 0.42
        if shared == Double(theirs.count) { return base + 0.4 * shared / Double(mine.count) }
        if shared == Double(mine.count) { return base - 0.05 + 0.4 * shared / Double(theirs.count) }
        return 0.8 * dice
    }

    private static let stopWords: Set<String> = [
        "a", "an", "and", "as", "at", "be", "by", "for", "from", "in", "is", "it", "its", "of", "on", "or", "s", "than",
        "that", "the", "their", "this", "to", "was", "were", "will", "with",
    ]

    /// What means the same in titles of this field: the words of ICH E3 and E6 on the right.
    private static let sameWords: [String: [String]] = [
        "trial": ["study"], "participant": ["patient"], "subject": ["patient"], "intervention": ["treatment"],
        "evaluation": ["assessment"], "measurement": ["assessment"], "measure": ["assessment"],
        "enrolment": ["enrollment"], "aim": ["objective"], "lab": ["laboratory"], "labelling": ["labeling"],
        "behaviour": ["behavior"], "medicine": ["medication"], "ecg": ["electrocardiogram"],
        "electrocardiography": ["electrocardiogram"], "ae": ["adverse", "event"],
        "sae": ["serious", "adverse", "event"],
        "aesi": ["adverse", "event", "special", "interest"], "pk": ["pharmacokinetic"], "pd": ["pharmacodynamic"],
        "soa": ["schedule", "activity"], "qol": ["quality", "life"],
    ]

    private static func forms(of word: String) -> [String] {
        let stem = stem(word)
        return sameWords[stem] ?? [stem]
    }

    /// Brings plural and singular, British and American spellings together; not a linguist's stem.
    private static func stem(_ word: String) -> String {
        var word = word
        if word.hasSuffix("yses") { word = word.dropLast(2) + "is" }
        if word.count > 4, word.hasSuffix("ies") {
            word = word.dropLast(3) + "y"
        } else if word.count > 3 || word == "aes", word.hasSuffix("s"), !word.hasSuffix("ss"), !word.hasSuffix("is"),
            !word.hasSuffix("us")
        {
            word = String(word.dropLast())
        }
        for (british, american) in [("isation", "ization"), ("ised", "ized"), ("ising", "izing"), ("ysed", "yzed")]
        where word.hasSuffix(british) {
            word = word.dropLast(british.count) + american
        }
        return word.replacing("haem", with: "hem")
    }
}

extension StringProtocol {
    /// Without case and punctuation: how labels and whole titles are compared, letter for letter.
    var folded: String { lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ") }
}
