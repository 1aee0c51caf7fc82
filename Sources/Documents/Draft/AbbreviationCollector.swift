import Rendering

/// Collects abbreviations where a text defines them: `Alzheimer's Disease (AD)`.
///
/// After A. Schwartz and M. Hearst, "A simple algorithm for identifying abbreviation definitions" (2003): the letters
/// of the short form are looked for from its end backwards in the words before the bracket.
struct AbbreviationCollector {
    private var meanings: [String: String] = [:]

    /// In alphabetical order; the first definition of each.
    var abbreviations: [Manuscript.Abbreviation] {
        meanings.sorted { ($0.key.lowercased(), $0.key) < ($1.key.lowercased(), $1.key) }
            .map { Manuscript.Abbreviation(short: $0.key, meaning: $0.value) }
    }

    mutating func collect(from text: String) {
        var rest = text[...]
        while let open = rest.firstIndex(of: "("), let close = rest[open...].firstIndex(of: ")") {
            let short = String(rest[rest.index(after: open)..<close])
            if Self.isShortForm(short), meanings[short] == nil,
                let long = Self.longForm(of: short, before: text[text.startIndex..<open])
            {
                meanings[short] = long
            }
            rest = rest[rest.index(after: open)...]
        }
    }

    private static func isShortForm(_ text: String) -> Bool {
        guard (2...12).contains(text.count), let first = text.first, first.isLetter else { return false }
        guard text.allSatisfy({ $0.isLetter || $0.isNumber || "-+/".contains($0) }) else { return false }
        return text.count(where: \.isUppercase) >= 2
    }

    private static func longForm(of short: String, before text: Substring) -> String? {
        let letters = short.filter { $0.isLetter || $0.isNumber }.map { Character($0.lowercased()) }
        let sentence = text.split(separator: ".", omittingEmptySubsequences: false).last ?? text
        let words = sentence.split { $0.isWhitespace }
        let window = words.suffix(min(letters.count + 5, letters.count * 2))
        let phrase = Array(window.joined(separator: " ").trimmingSuffix { $0.isWhitespace })
        guard var start = match(letters, in: phrase) else { return nil }
        while start > 0, !phrase[start - 1].isWhitespace { start -= 1 }
        let long = String(phrase[start...])
        // A definition has more words than one, and is longer than what it defines.
        guard long.count > short.count, long.contains(" ") || long.contains("-"), !long.contains("(") else {
            return nil
        }
        return long
    }

    /// The position in the phrase at which the first letter of the short form was found, at the start of a word.
    private static func match(_ letters: [Character], in phrase: [Character]) -> Int? {
        var position = phrase.count - 1
        for (index, letter) in letters.enumerated().reversed() {
            while position >= 0 {
                let isStart = position == 0 || !(phrase[position - 1].isLetter || phrase[position - 1].isNumber)
                if Character(phrase[position].lowercased()) == letter, index > 0 || isStart { break }
                position -= 1
            }
            guard position >= 0 else { return nil }
            if index == 0 { return position }
            position -= 1
        }
        return nil
    }
}

extension String {
    fileprivate func trimmingSuffix(_ isDropped: (Character) -> Bool) -> Substring {
        var rest = self[...]
        while let last = rest.last, isDropped(last) { rest = rest.dropLast() }
        return rest
    }
}
