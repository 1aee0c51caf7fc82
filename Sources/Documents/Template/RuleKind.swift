/// What a rule does, by the word that templates use.
enum RuleKind: String, CaseIterable, Sendable {
    case copy, value, facts, table, list, count, sources, displays, summary, synthesis

    /// Words of other programs' templates, whose rules all mean: take what the sources say.
    private static let foreign = ["extraction", "custom", "auto", "CopyPasteRule"]

    init?(word: String) {
        self.init(rawValue: Self.foreign.contains(word) ? "copy" : word)
    }

    /// Every word for it.
    var words: [String] { self == .copy ? [rawValue] + Self.foreign : [rawValue] }
}
