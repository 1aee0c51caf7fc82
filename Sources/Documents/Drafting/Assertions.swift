/// What of a text can be right or wrong to the letter: its numbers, dates, identifiers, months, how often, and denials.
///
/// Numbers are kept as they are written, `0.050` and `0.05` apart; commas between thousands are dropped.
struct Assertions: Equatable {
    /// `n:12.5`, `n:-2.1`, `n:50%` for numbers; dates, ratios, section numbers and identifiers as they stand.
    private(set) var values: Set<String> = []
    /// Words of numbers and of how often, months with a number beside them, in lower case.
    private(set) var words: Set<String> = []
    /// In the words of the text, for messages.
    private var spellings: [String: String] = [:]
    private(set) var hasDenial = false

    init(_ text: String) {
        let tokens = Self.tokens(of: text)
        for (index, token) in tokens.enumerated() {
            let neighbours = [index > 0 ? tokens[index - 1] : "", index + 1 < tokens.count ? tokens[index + 1] : ""]
            if token.contains(where: \.isNumber) {
                let isPercentage = ["%", "percent", "per"].contains(neighbours[1].lowercased())
                for value in Self.values(of: token, isPercentage: isPercentage) { add(value, as: token) }
            } else {
                addWord(token, besideNumber: neighbours.contains { $0.contains(where: \.isNumber) })
            }
        }
    }

    static func == (one: Assertions, other: Assertions) -> Bool {
        one.values == other.values && one.words == other.words && one.hasDenial == other.hasDenial
    }

    /// What this text says and the other does not, as this one spells it; in order.
    ///
    /// - Parameter isTable: the other's percentages may stand without their sign, which its headings bear.
    func missing(from other: Assertions, isTable: Bool) -> [String] {
        var missing = values.subtracting(other.values)
        // A magnitude may lose its sign in words: "fell by 2.1" of -2.1.
        missing = missing.filter { !other.values.contains($0.replacing("n:", with: "n:-")) }
        if isTable { missing = missing.filter { !other.values.contains($0.filter { $0 != "%" }) } }
        missing = missing.filter { value in !other.words.contains { Self.number(of: $0) == value } }
        let missingWords = words.filter { word in
            !other.words.contains(word) && !other.values.contains(Self.number(of: word) ?? word)
        }
        return (missing.union(missingWords)).map { spellings[$0] ?? $0 }.sorted()
    }

    private mutating func add(_ value: String, as spelling: String) {
        values.insert(value)
        spellings[value] = spelling
    }

    private mutating func addWord(_ token: String, besideNumber: Bool) {
        let parts = token.split(separator: "-").map { $0.lowercased() }
        for part in parts {
            if Self.denials.contains(part) || part.hasSuffix("n't") || part.hasSuffix("n’t") { hasDenial = true }
            if Self.numerals[part] != nil || Self.frequencies.contains(part) { words.insert(part) }
            if let month = Self.month(part, token, besideNumber: besideNumber) {
                words.insert(month)
                spellings[month] = token
            }
        }
        // An identifier without digits: capitals alone.
        if token.count(where: \.isUppercase) >= 2, !token.contains(where: \.isLowercase) {
            add(token.lowercased(), as: token)
        }
    }

    // MARK: Tokens

    /// Words with what holds them together, such as `2024-03-12`, `LY-2467`, `1,234.5` and `50%`.
    private static func tokens(of text: String) -> [String] {
        let plain = String(text.map { dashes.contains($0) ? "-" : $0 })
        return plain.split { $0.isWhitespace || separators.contains($0) }.compactMap { word in
            var token = word[...]
            while let last = token.last, edges.contains(last) { token = token.dropLast() }
            while let first = token.first, edges.contains(first) {
                if first == "-", token.dropFirst().first?.isNumber == true { break }
                token = token.dropFirst()
            }
            return token.isEmpty ? nil : String(token)
        }
    }

    private static func values(of token: String, isPercentage: Bool) -> [String] {
        let body = token.hasSuffix("%") ? String(token.dropLast()) : token
        let sign = token.hasSuffix("%") || isPercentage ? "%" : ""
        if let number = plainNumber(body) { return ["n:\(number)\(sign)"] }
        let parts = body.split(separator: "-", omittingEmptySubsequences: false)
        // 10-20 is two numbers; with more parts it is a date or an identifier.
        if parts.count == 2, let low = plainNumber(String(parts[0])), let high = plainNumber(String(parts[1])) {
            return ["n:\(low)\(sign)", "n:\(high)\(sign)"]
        }
        // 26-week, 10mg, 5-year-old: the number, and a word.
        let digits = body.prefix { $0.isNumber || $0 == "." || $0 == "," }
        let rest = body.dropFirst(digits.count).drop { $0 == "-" }
        if !digits.isEmpty, !rest.isEmpty, rest.allSatisfy({ $0.isLetter || $0 == "-" || $0 == "/" }),
            rest.contains(where: \.isLowercase), let number = plainNumber(String(digits))
        {
            return ["n:\(number)"]
        }
        return [body.lowercased()]
    }

    /// Digits with at most one point; nil for anything else.
    private static func plainNumber(_ text: String) -> String? {
        let isNegative = text.hasPrefix("-")
        let digits = isNegative || text.hasPrefix("+") ? text.dropFirst() : text[...]
        let groups = digits.split(separator: ",", omittingEmptySubsequences: false)
        if groups.count > 1 {
            let last = groups[groups.count - 1].prefix { $0 != "." }
            guard last.count == 3, groups.dropFirst().dropLast().allSatisfy({ $0.count == 3 }) else { return nil }
        }
        let plain = groups.joined()
        guard plain.first?.isNumber == true, plain.allSatisfy({ $0.isNumber || $0 == "." }),
            plain.count(where: { $0 == "." }) <= 1
        else { return nil }
        return (isNegative ? "-" : "") + plain
    }

    // MARK: Words

    private static func number(of word: String) -> String? { numerals[word].map { "n:\($0)" } }

    /// A month's first three letters. `May` and `march` are also other words, unless a number stands beside them.
    private static func month(_ part: String, _ token: String, besideNumber: Bool) -> String? {
        guard months.contains(part) || (part.count == 3 && months.contains { $0.hasPrefix(part) }) else { return nil }
        guard besideNumber || (token.first?.isUppercase == true && part.count > 5) else { return nil }
        return "month:" + part.prefix(3)
    }

    private static let dashes: Set<Character> = [
        "\u{2010}", "\u{2011}", "\u{2012}", "\u{2013}", "\u{2014}", "\u{2212}",
    ]
    private static let separators: Set<Character> = [
        "(", ")", "[", "]", "{", "}", "\"", "“", "”", ";", "=", "<", ">", "≤", "≥", "±", "~", "|",
    ]
    private static let edges: Set<Character> = [".", ",", ":", "-", "/", "'", "‘", "’", "!", "?", "…", "*", "†", "+"]
    private static let denials: Set<String> = ["not", "no", "never", "without", "none", "neither", "nor", "cannot"]
    private static let frequencies: Set<String> = ["once", "twice", "thrice", "half", "double", "doubled", "halved"]
    private static let months: Set<String> = [
        "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
        "december",
    ]
    /// Not "one", which is seldom a number.
    private static let numerals: [String: Int] = [
        "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
        "eleven": 11,
        "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16, "seventeen": 17, "eighteen": 18,
        "nineteen": 19, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60, "seventy": 70, "eighty": 80,
        "ninety": 90, "hundred": 100, "thousand": 1000, "million": 1_000_000,
    ]
}
