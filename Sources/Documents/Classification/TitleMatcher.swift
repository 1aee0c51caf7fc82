/// Finds the section that a heading names: titles and synonyms first, digits only to decide between equals.
struct TitleMatcher {
    struct Match: Equatable {
        /// Position in the template.
        var section: Int
        var confidence: Double
        var reason: ClassifiedContent.Reason
    }

    /// The least likeness that counts as naming a section.
    static let threshold = 0.68

    private let template: Template
    private let titles: [[Words]]
    private let maps: [(number: String, title: Words, section: Int)]

    init(template: Template) {
        self.template = template
        titles = template.sections.map { section in
            ([section.title, section.plainName].compactMap { $0 } + section.synonyms).map(Words.init)
        }
        let positions = template.positions
        maps = template.headingMaps.flatMap(\.entries).compactMap { entry in
            positions[entry.section].map { (entry.number, Words(entry.title), $0) }
        }
    }

    /// - Parameters:
    ///   - parent: the section of the heading above, in whose family a tie is decided.
    ///   - allows: which sections this source can speak for.
    func match(number: String?, text: String, parent: Int?, allows: (Int, Double) -> Bool) -> Match? {
        let words = Words(text)
        guard !words.isEmpty else { return nil }
        let family = parent.map { template.family(of: topLevel(of: $0)) }
        var best: Match?
        for (index, phrases) in titles.enumerated() {
            let likeness = phrases.map { words.likeness(to: $0) }.max() ?? 0
            guard likeness >= Self.threshold - 0.15 else { continue }
            var score = likeness
            if let number, number == template.sections[index].number { score += 0.15 }
            if let family, family.contains(index) { score += 0.04 }
            guard score >= Self.threshold, allows(index, likeness) else { continue }
            let lead = score - (best?.confidence ?? 0)
            // Of two that are named alike, the inner one: "Study Design" is 9.1 before it is all of 9.
            let isInner = best.map { abs(lead) < 0.000_1 && template.family(of: $0.section).contains(index) } ?? false
            if lead > 0.000_1 || isInner {
                best = Match(section: index, confidence: score, reason: .heading)
            }
        }
        if let best { return Match(section: best.section, confidence: min(best.confidence, 1), reason: .heading) }
        return mapped(number: number, words: words, allows: allows)
    }

    private func mapped(number: String?, words: Words, allows: (Int, Double) -> Bool) -> Match? {
        guard let number else { return nil }
        let found = maps.first { $0.number == number && words.likeness(to: $0.title) >= 0.4 && allows($0.section, 1) }
        return found.map { Match(section: $0.section, confidence: 0.75, reason: .headingMap) }
    }

    private func topLevel(of section: Int) -> Int { template.ancestors(of: section).last ?? section }
}
