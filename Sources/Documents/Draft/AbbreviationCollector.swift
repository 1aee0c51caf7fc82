import Rendering

/// Collects abbreviations where a text defines them: `Alzheimer's Disease (AD)`.
///
/// Where the words before the bracket begin with its letters, they are the long form. Else after A. Schwartz and
/// M. Hearst, "A simple algorithm for identifying abbreviation definitions" (2003): the letters of the short form are
/// looked for from its end backwards in the words before the bracket.
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
        if let long = byInitials(letters, words.suffix(letters.count * 2)) { return long }
        let window = words.suffix(min(letters.count + 5, letters.count * 2))
        let phrase = Array(window.joined(separator: " ").trimmingSuffix { $0.isWhitespace })
        guard var start = match(letters, in: phrase) else { return nil }
        while start > 0, !phrase[start - 1].isWhitespace { start -= 1 }
        let long = String(phrase[start...])
        // A definition has more words than one, and is longer than what it defines.
        let isPhrase = long.contains(" ") || long.contains("-")
        return long.count > short.count && isPhrase && !long.contains("(") ? unquoted(long) : nil
    }

    private static let passedOver: Set<String> = ["and", "of", "the", "for", "in", "on", "to", "with", "or"]

    /// Walks back through the words, one letter each; small words need no letter of their own.
    private static func byInitials(_ letters: [Character], _ words: ArraySlice<Substring>) -> String? {
        var letter = letters.count - 1
        for index in words.indices.reversed() {
            for part in words[index].split(whereSeparator: { "-/".contains($0) }).reversed() where letter >= 0 {
                let initial = part.first { $0.isLetter || $0.isNumber }.map { Character($0.lowercased()) }
                if initial == letters[letter] {
                    letter -= 1
                } else if !passedOver.contains(part.lowercased()) {
                    return nil
                }
            }
            guard letter < 0 else { continue }
            let long = words[index...].joined(separator: " ")
            return long.contains(" ") || long.contains("-") ? unquoted(long) : nil
        }
        return nil
    }

    private static func unquoted(_ text: String) -> String { text.filter { !"“”\"".contains($0) } }

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
