import Extraction
import Rendering

/// Finds references of copied text to sections that their source does not have.
struct ReferenceCheck {
    let sections: [FilledSection]
    let reading: Reading

    func findings() -> [Finding] {
        // The pattern is the program's own; a test would show that it does not compile.
        guard let pattern = try? Pattern(#"\b[Ss]ections? (?<value>\d+(?:\.\d+)+)(?! of (?:the|ICH)\b)"#) else {
            return []
        }
        let numbers = Dictionary(
            uniqueKeysWithValues: reading.sources.map { ($0.index, Set($0.content.blocks.compactMap(Self.number))) })
        return sections.compactMap { section in
            let missing = section.elements.flatMap { self.missing(in: $0, pattern, numbers) }
            guard let first = missing.first else { return nil }
            return Finding(
                severity: .info, code: "reference_unresolved",
                message:
                    "Section \(section.number ?? section.title) refers to section \(first), which its source does not have",
                section: section.id)
        }
    }

    private func missing(in element: Manuscript.Element, _ pattern: Pattern, _ numbers: [Int: Set<String>]) -> [String]
    {
        guard case .paragraph(let text) = element, let source = text.citations.first?.source,
            let known = numbers[source], known.count > 5
        else { return [] }
        // A match given up at its limit is no match.
        let found = (try? pattern.matches(in: text.text, limit: 20)) ?? []
        return found.map(\.value).filter { !known.contains($0) }
    }

    private static func number(_ block: Block) -> String? {
        guard case .heading(_, let number, _) = block.content else { return nil }
        return number
    }
}
