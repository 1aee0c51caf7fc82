/// Cuts running text into sentences, each exactly as it stands there.
///
/// A full stop ends a sentence only where the next word can begin one, and not after an abbreviation, an initial, or a
/// number that merely counts (`1.`, `9.4.1.`, `No. 5`). In doubt two sentences stay one: a sentence cut in half says
/// something its source does not.
struct SentenceSplitter {
    private let text: [Character]

    static func sentences(of text: String) -> [String] { SentenceSplitter(text: Array(text)).sentences() }

    private func sentences() -> [String] {
        var found: [String] = []
        var start = 0
        var position = 0
        while position < text.count {
            guard Self.terminators.contains(text[position]) else {
                position += 1
                continue
            }
            let stop = position
            while position < text.count,
                Self.terminators.contains(text[position]) || Self.closers.contains(text[position])
            {
                position += 1
            }
            position = afterReference(position)
            let next = firstWord(from: position)
            guard next == text.count || (next > position && ends(at: stop, from: start, next: next)) else { continue }
            append(start..<position, to: &found)
            start = next
            position = next
        }
        append(start..<text.count, to: &found)
        return found
    }

    private func append(_ range: Range<Int>, to found: inout [String]) {
        var (low, high) = (range.lowerBound, range.upperBound)
        while low < high, text[low].isWhitespace { low += 1 }
        while high > low, text[high - 1].isWhitespace { high -= 1 }
        if low < high { found.append(String(text[low..<high])) }
    }

    /// The end of `[12]` or `[3, 4]` right after a stop, which belongs to the sentence before.
    private func afterReference(_ position: Int) -> Int {
        guard position < text.count, text[position] == "[",
            let close = text[position...].prefix(16).firstIndex(of: "]"),
            text[(position + 1)..<close].allSatisfy({ $0.isNumber || ", -–".contains($0) })
        else { return position }
        return close + 1
    }

    private func firstWord(from position: Int) -> Int {
        text[position...].firstIndex { !$0.isWhitespace } ?? text.count
    }

    /// Whether the sentence that began at `start` ends at the mark `stop`, the next word being at `next`.
    private func ends(at stop: Int, from start: Int, next: Int) -> Bool {
        let following = Array(text[next...].prefix(24).prefix { !$0.isWhitespace })
        guard let first = following.first, !first.isLowercase else { return false }
        guard text[stop] == "." else { return true }
        let words = text[start..<stop].split(whereSeparator: \.isWhitespace)
        guard let last = words.last else { return false }
        let word = String(last.drop { Self.openers.contains($0) }).lowercased()
        if words.count == 1, Self.isEnumerator(word) { return false }
        if Self.neverLast.contains(word) { return false }
        if Self.counting.contains(word), first.isNumber { return false }
        guard Self.isAbbreviation(word) else { return true }
        return Self.beginnings.contains(String(following.filter(\.isLetter)).lowercased())
    }

    /// `1`, `9.4.1`, `(a)`, `iv`: what stands before an item or a heading.
    private static func isEnumerator(_ word: String) -> Bool {
        let mark = word.trimmingBrackets
        if mark.allSatisfy({ $0.isNumber || $0 == "." }) { return true }
        return mark.count == 1 || (mark.count <= 4 && mark.allSatisfy { "ivx".contains($0) })
    }

    /// An initial, `i.v`, `U.S`, or a word that is often cut short; such a word can also end a sentence.
    private static func isAbbreviation(_ word: String) -> Bool {
        if word.count == 1, word.first?.isLetter == true { return true }
        if oftenShort.contains(word) { return true }
        let parts = word.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count > 1 && parts.allSatisfy { (1...2).contains($0.count) && $0.allSatisfy(\.isLetter) }
    }

    private static let terminators: Set<Character> = [".", "!", "?", "…"]
    private static let closers: Set<Character> = [")", "]", "\"", "'", "”", "’", "»"]
    private static let openers: Set<Character> = ["(", "[", "\"", "'", "“", "‘", "«"]

    /// What always has more to follow.
    private static let neverLast: Set<String> = [
        "e.g", "eg", "i.e", "ie", "viz", "vs", "v.s", "cf", "dr", "prof", "mr", "mrs", "ms", "st", "approx", "incl",
        "excl",
        "resp", "ca", "c.f", "ph", "versus",
    ]

    /// What a number follows.
    private static let counting: Set<String> = [
        "no", "nos", "fig", "figs", "tab", "tabs", "vol", "p", "pp", "ref", "refs", "sec", "sect", "app", "eq", "ch",
        "art", "ver", "v", "par", "para", "suppl", "n",
    ]

    private static let oftenShort: Set<String> = [
        "al", "etc", "inc", "ltd", "co", "corp", "jr", "sr", "dept", "univ", "max", "min", "hr", "hrs", "wk", "wks",
        "mo",
        "mos", "yr", "yrs", "sd", "se", "ed", "eds", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept",
        "oct",
        "nov", "dec", "med", "clin", "pharm", "int", "am", "biol", "res",
    ]

    /// Words with which a sentence begins, after what may or may not have been its end.
    private static let beginnings: Set<String> = [
        "the", "this", "these", "those", "a", "an", "in", "at", "on", "for", "from", "to", "with", "after", "before",
        "during", "if", "when", "while", "where", "all", "any", "each", "both", "only", "patients", "subjects",
        "participants", "it", "its", "they", "there", "their", "treatment", "study", "data", "results", "however",
        "therefore", "thus", "additional", "other", "following", "upon", "once", "because", "since", "although",
        "overall", "eligible", "investigators", "adverse", "efficacy", "safety", "blood", "doses", "no", "we", "as",
        "by",
    ]
}

extension String {
    fileprivate var trimmingBrackets: String { filter { !"()[]".contains($0) } }
}
