/// What the paragraphs of a Word file refer to.
struct WordDefinitions {
    var styles = WordStyles()
    var numbering = WordNumbering()

    /// The list and level of a paragraph; nil when it is in none.
    func list(of draft: WordParagraphDraft) -> (instance: Int, level: Int)? {
        let inherited = styles.numbering(draft.styleID)
        guard let instance = draft.numberingID ?? inherited?.id, instance != 0 else { return nil }
        let level = draft.numberingLevel ?? styleLevel(draft.styleID, in: instance) ?? inherited?.level ?? 0
        return (instance, level)
    }

    /// From 1 for a heading. An outline level of its own comes before its style's; 9 makes it body text.
    func headingLevel(of draft: WordParagraphDraft) -> Int? {
        if let level = draft.outlineLevel { return (0..<9).contains(level) ? level + 1 : nil }
        return styles.headingLevel(draft.styleID)
    }

    private func styleLevel(_ style: String?, in instance: Int) -> Int? {
        for (id, _) in styles.chain(style) {
            if let level = numbering.level(ofStyle: id, in: instance) { return level }
        }
        return nil
    }
}
