/// A condition in Lua, and what it becomes when a part of it is taken away.
struct LuaCondition {
    let text: String

    init(_ text: some StringProtocol) {
        self.text = String(text).trimmed
    }

    /// Always true, never true, and without each of its clauses.
    var variants: [String] {
        ["true", "false"].filter { $0 != text } + withoutOneClause
    }

    /// `a or b` becomes `a` and `b`; clauses in clauses are taken away too.
    private var withoutOneClause: [String] {
        for word in [" or ", " and "] {
            let parts = split(at: word)
            guard parts.count > 1 else { continue }
            return parts.indices.flatMap { place -> [String] in
                var fewer = parts
                fewer.remove(at: place)
                let inner = LuaCondition(parts[place]).withoutOneClause.map { clause in
                    var changed = parts
                    changed[place] = clause
                    return changed.joined(separator: word)
                }
                return [fewer.joined(separator: word)] + inner
            }
        }
        guard text.hasPrefix("("), text.hasSuffix(")") else { return [] }
        return LuaCondition(text.dropFirst().dropLast()).withoutOneClause.map { "(\($0))" }
    }

    /// The parts between a word that stands outside of all brackets and quotes.
    private func split(at word: String) -> [String] {
        var parts = [""]
        var depth = 0
        var isQuoted = false
        var rest = text[...]
        while let character = rest.first {
            if character == "'" { isQuoted.toggle() }
            if !isQuoted && "([{".contains(character) { depth += 1 }
            if !isQuoted && ")]}".contains(character) { depth -= 1 }
            if depth == 0 && !isQuoted && rest.hasPrefix(word) {
                parts.append("")
                rest = rest.dropFirst(word.count)
            } else {
                parts[parts.count - 1].append(character)
                rest = rest.dropFirst()
            }
        }
        return parts
    }
}

extension String {
    var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
