import Extraction

/// Finds the sections of a display: by its title first, by its number where no title speaks.
///
/// Not `Sendable`: it holds compiled patterns.
final class TableMatcher {
    private let template: Template
    private let mappings: [(title: Pattern?, number: Pattern?, sections: [String])]

    init(template: Template) {
        self.template = template
        // The template's reader has compiled each of them before.
        mappings = template.tableMap.map { mapping in
            (
                mapping.title.flatMap { try? Pattern($0) }, mapping.number.flatMap { try? Pattern($0) },
                mapping.sections
            )
        }
    }

    struct Match {
        var sections: [String]
        var confidence: Double
        var reason: ClassifiedContent.Reason
    }

    /// - Parameters:
    ///   - label: as printed, such as `Table 14-2.01`.
    ///   - titles: caption first, then weaker names: sheet, heading above.
    ///   - hints: what is asked last: column headings, the file's name.
    func match(label: String?, titles: [String], hints: [String], allows: (String) -> Bool) -> Match? {
        for (rank, title) in titles.enumerated() {
            if let found = first(in: title, \.title, allows) {
                return Match(sections: found, confidence: rank == 0 ? 0.95 : 0.75, reason: .tableTitle)
            }
        }
        if let label, let found = first(in: label, \.number, allows) {
            return Match(sections: found, confidence: 0.65, reason: .tableNumber)
        }
        for hint in hints {
            guard let found = first(in: hint, \.title, allows) else { continue }
            return Match(sections: found, confidence: 0.55, reason: .tableTitle)
        }
        return nil
    }

    private typealias Mapping = (title: Pattern?, number: Pattern?, sections: [String])

    private func first(
        in text: String, _ pattern: KeyPath<Mapping, Pattern?>, _ allows: (String) -> Bool
    ) -> [String]? {
        for mapping in mappings {
            // A match given up at its limit is no match.
            guard let pattern = mapping[keyPath: pattern], (try? pattern.firstMatch(in: text)) != nil else { continue }
            let sections = mapping.sections.filter(allows)
            if !sections.isEmpty { return sections }
        }
        return nil
    }
}
