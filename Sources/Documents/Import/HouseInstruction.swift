/// Tells what a house document says to its writer from what it says to its reader.
enum HouseInstruction {
    /// Whether a paragraph is for the writer: an instruction, or text with a place to be filled in.
    static func isInstruction(_ text: String) -> Bool {
        let lower = text.lowercased()
        if prompts.contains(where: lower.contains) || openings.contains(where: lower.hasPrefix) { return true }
        if let verb = text.split(separator: " ").first, imperatives.contains(String(verb)) { return true }
        return hasPlaceholder(text)
    }

    /// Without the brackets around the whole, and nothing of what is only a place to type in.
    static func words(of text: String) -> String {
        guard let first = text.first, let last = text.last, brackets[first] == last,
            !text.dropFirst().dropLast().contains(where: { $0 == first || $0 == last })
        else { return isPrompt(text) ? "" : text }
        let inner = String(text.dropFirst().dropLast()).trimmingWhitespace
        return isPrompt(inner) ? "" : inner
    }

    private static func isPrompt(_ text: String) -> Bool {
        let lower = text.lowercased()
        return text.count < 60 && emptyPrompts.contains(where: lower.hasPrefix)
    }

    /// `<Drug>`, `[enter the date]`, `{{name}}`; not `[12]`, `[mg]`, nor `x < 5 and y > 3`.
    private static func hasPlaceholder(_ text: String) -> Bool {
        if text.contains("{{") || text.contains("XXX") || text.contains("____") { return true }
        return brackets.contains { open, close in
            text.split(separator: open, omittingEmptySubsequences: false).dropFirst().contains { rest in
                guard let end = rest.firstIndex(of: close), let first = rest.first else { return false }
                let inner = rest[..<end]
                return first.isLetter && inner.count >= 3 && inner.count(where: \.isLetter) * 2 > inner.count
            }
        }
    }

    private static let brackets: [Character: Character] = ["<": ">", "[": "]"]

    /// What fields of Word say when they are empty.
    private static let emptyPrompts = ["click or tap", "click here", "enter text", "choose an item", "type here"]
    private static let prompts = [
        "click or tap", "click here to", "choose an item", "to be completed", "to be determined", "delete this",
        "delete if",
        "if not applicable", "instructional text",
    ]
    private static let openings = [
        "instruction", "guidance", "note to ", "notes to ", "author", "example:", "example text", "this section should",
        "this section must", "suggested text", "template text", "tbd", "insert ", "enter ",
    ]
    /// With which an instruction begins, and a sentence of a report does not.
    private static let imperatives: Set<String> = [
        "Describe", "Provide", "State", "Specify", "List", "Summarize", "Summarise", "Include", "Insert", "Give",
        "Explain",
        "Discuss", "Define", "Add", "Delete", "Remove", "Enter", "Complete", "Identify", "Indicate", "Present",
        "Report",
        "Ensure", "Confirm", "Refer", "Use", "Briefly", "Outline", "Justify", "Name", "Attach", "Compare", "Tabulate",
    ]
}

extension String {
    fileprivate var trimmingWhitespace: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
