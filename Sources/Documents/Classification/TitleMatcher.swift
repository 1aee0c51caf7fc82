/// Finds the section that a heading names: titles and synonyms first, digits only to decide between equals.
///
/// Titles are compared first within what the heading above named, then among all sections: "Adverse Events" below
/// "Statistical Methods" names an analysis, and a measurement elsewhere.
final class TitleMatcher {
    struct Match: Equatable {
        /// Position in the template.
        var section: Int
        /// How alike the titles are, 0 ... 1.
        var likeness: Double
        /// How well the title names the section where it stands, 0 ... 1.
        var score: Double
        var reason: ClassifiedContent.Reason
    }

    /// The least score that counts as naming a section.
    static let threshold = 0.66

    private let template: Template
    private let titles: [[Words]]
    /// The same, letter for letter.
    private let names: [Set<String>]
    /// The sections whose titles hold a word.
    private let holders: [String: [Int]]
    private let maps: [(number: String, title: Words, section: Int)]
    private var weights: [Range<Int>: WordWeights] = [:]

    init(template: Template) {
        self.template = template
        let all = template.sections.map { [$0.title, $0.plainName].compactMap { $0 } + $0.synonyms }
        titles = all.map { $0.map(Words.init) }
        names = all.map { Set($0.map(\.folded)) }
        holders = titles.enumerated().reduce(into: [:]) { holders, entry in
            for token in entry.element.reduce(into: Set<String>(), { $0.formUnion($1.set) }) {
                holders[token, default: []].append(entry.offset)
            }
        }
        let positions = template.positions
        maps = template.headingMaps.flatMap(\.entries).compactMap { entry in
            positions[entry.section].map { (entry.number, Words(entry.title), $0) }
        }
    }

    /// Where a heading stands.
    struct Context {
        /// What the heading above it names.
        var section: Int?
        /// True where it can name nothing else than that section and those below it.
        var isClosed: Bool
    }

    /// - Parameter allows: which sections this source can speak for, given how well they are named.
    func match(number: String?, text: String, below context: Context, allows: (Int, Double) -> Bool) -> Match? {
        let words = Words(text)
        guard !words.isEmpty else { return nil }
        var best: Match?
        for scope in scopes(below: context) {
            guard let match = match(number, words, text.folded, in: scope, allows: allows) else { continue }
            if match.score > (best?.score ?? 0) + 0.000_1 { best = match }
        }
        guard var best = best ?? (context.isClosed ? nil : mapped(number: number, words: words, allows: allows)) else {
            return nil
        }
        best.score = min(best.score, 1)
        return best
    }

    private struct Scope {
        var sections: Range<Int>
        var bonus: Double
        var threshold = TitleMatcher.threshold
        /// What a heading here cannot name: the sections above the one it stands in.
        var above: [Int] = []
    }

    /// Where a heading is looked for, narrow first. The farther, the better it must fit.
    private func scopes(below context: Context) -> [Scope] {
        let all = Scope(sections: template.sections.indices, bonus: 0)
        guard let section = context.section else { return [all] }
        let inner = Scope(sections: template.family(of: section), bonus: 0.06)
        if context.isClosed { return [inner] }
        let above = template.ancestors(of: section)
        let isLeaf = inner.sections.count == 1
        if let closed = ([section] + above).first(where: { template.sections[$0].closed == true }) {
            let family = template.family(of: closed)
            return [
                inner, Scope(sections: family, bonus: 0.02, threshold: isLeaf ? 0.8 : Self.threshold, above: above),
            ]
        }
        let outer = template.family(of: above.first ?? section)
        return [
            inner, Scope(sections: outer, bonus: 0.03, threshold: isLeaf ? 0.76 : Self.threshold, above: above),
            Scope(
                sections: template.sections.indices, bonus: 0, threshold: isLeaf ? 0.8 : 0.7, above: above),
        ]
    }

    private func match(
        _ number: String?, _ words: Words, _ text: String, in scope: Scope, allows: (Int, Double) -> Bool
    ) -> Match? {
        let weights = weights(of: scope.sections)
        var best: Match?
        for index in candidates(words, in: scope.sections) where !scope.above.contains(index) {
            let likeness = titles[index].map { weights.likeness(words, $0) }.max() ?? 0
            // "Discontinuation of the Study" differs from "Discontinuation from the Study" by a word that says little.
            let isSame = likeness == 1 && names[index].contains(text)
            guard likeness >= Self.threshold - 0.15 else { continue }
            let agrees = number != nil && number == template.sections[index].number
            let score = likeness + scope.bonus + (agrees ? 0.15 : 0) + (isSame ? 0.1 : 0)
            guard score >= scope.threshold, allows(index, likeness) else { continue }
            let lead = score - (best?.score ?? 0)
            // Of two that are named alike, the inner one: "Study Design" is 9.1 before it is all of 9.
            let isInner = best.map { abs(lead) < 0.000_1 && template.family(of: $0.section).contains(index) } ?? false
            if lead > 0.000_1 || isInner {
                best = Match(section: index, likeness: likeness, score: score, reason: .heading)
            }
        }
        if let found = best { best?.section = widened(found.section, words, scope) }
        return best
    }

    /// The section above, where the heading names that too: "Data Analysis and Sample Size" is more than the sample size.
    private func widened(_ section: Int, _ words: Words, _ scope: Scope) -> Int {
        let named = titles[section].filter { $0.set.isSubset(of: words.set) }.reduce(into: Set<String>()) {
            $0.formUnion($1.set)
        }
        let rest = words.set.subtracting(named)
        guard !named.isEmpty, !rest.isEmpty,
            !titles[section].contains(where: { words.set.isSubset(of: $0.set) })
        else { return section }
        let wider = template.ancestors(of: section).first { above in
            scope.sections.contains(above) && !scope.above.contains(above)
                && titles[above].contains { title in
                    let more = title.set.intersection(rest)
                    return more.count * 3 >= title.set.count * 2 && weights(of: scope.sections).sum(more) >= 1
                }
        }
        return wider ?? section
    }

    private func candidates(_ words: Words, in scope: Range<Int>) -> [Int] {
        let found = words.set.reduce(into: Set<Int>()) { $0.formUnion(holders[$1] ?? []) }
        return found.filter(scope.contains).sorted()
    }

    private func weights(of scope: Range<Int>) -> WordWeights {
        if let known = weights[scope] { return known }
        let made = WordWeights(titles[scope])
        weights[scope] = made
        return made
    }

    private func mapped(number: String?, words: Words, allows: (Int, Double) -> Bool) -> Match? {
        guard let number else { return nil }
        let found = maps.first { $0.number == number && words.likeness(to: $0.title) >= 0.4 && allows($0.section, 1) }
        return found.map { Match(section: $0.section, likeness: 0.75, score: 0.75, reason: .headingMap) }
    }
}
