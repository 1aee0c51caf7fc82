/// Which sections of a built-in template a house document's sections are, and what they take over from them.
struct BaseMapping {
    let base: Template
    /// Positions in the base by those in the house document.
    private let matches: [Int: Int]
    /// How many of the sections bear the very titles of the base.
    let namesakes: Int
    /// The house document's ids.
    private let ids: [String]

    /// How like a title must be: a house that calls a section otherwise means something else.
    private static let least = 0.8

    init(_ base: Template, _ house: [HouseDocument.Section], ids: [String]) {
        self.base = base
        self.ids = ids
        let matcher = TitleMatcher(template: base)
        var best: [Int: (house: Int, score: Double)] = [:]
        var parents: [(level: Int, section: Int?)] = []
        for (index, section) in house.enumerated() {
            parents.removeAll { $0.level >= section.level }
            let match =
                Self.namesake(of: section, in: base)
                ?? matcher.match(
                    number: section.number, text: section.title,
                    below: .init(section: parents.last?.section, isClosed: false), allows: { _, _ in true })
            parents.append((section.level, match?.section ?? parents.last?.section))
            guard let match, match.likeness >= Self.least, match.reason == .heading else { continue }
            if match.score > best[match.section]?.score ?? 0 {
                best[match.section] = (index, match.score)
            }
        }
        namesakes = house.count { Self.namesake(of: $0, in: base) != nil }
        matches = Dictionary(uniqueKeysWithValues: best.map { ($1.house, $0) })
    }

    /// The section of the same title: what another section has as a synonym comes second.
    private static func namesake(of section: HouseDocument.Section, in base: Template) -> TitleMatcher.Match? {
        let words = Words(section.title)
        let position = base.sections.firstIndex { Words($0.title).likeness(to: words) > 0.95 }
        return position.map { .init(section: $0, likeness: 1, score: 1, reason: .heading) }
    }

    var count: Int { matches.count }

    /// The base's section that this one is; nil for one of the house's own.
    func section(_ house: Int) -> TemplateSection? { matches[house].map { base.sections[$0] } }

    /// Rules with the house's ids of sections. One that speaks only of sections that the house does not have is gone.
    func rules(_ house: Int) -> [Rule] {
        guard let section = section(house) else { return [] }
        return base.rules(of: section).compactMap(translated)
    }

    var tableMap: [Template.TableMapping] {
        base.tableMap.compactMap { mapping in
            translated(mapping.sections, by: id).map {
                .init(title: mapping.title, number: mapping.number, sections: $0)
            }
        }
    }

    var headingMaps: [Template.HeadingMap] {
        base.headingMaps.map { map in
            .init(
                name: map.name,
                entries: map.entries.compactMap { entry in
                    id(entry.section).map { .init(number: entry.number, title: entry.title, section: $0) }
                })
        }.filter { !$0.entries.isEmpty }
    }

    /// The house's id of a section of the base.
    private func exact(_ section: String) -> String? {
        matches.first { base.sections[$0.value].id == section }.map { ids[$0.key] }
    }

    /// The house's id of a section of the base, or of the nearest above it that the house has: a house with one section
    /// on adverse events keeps all of them there.
    private func id(_ section: String) -> String? {
        guard let position = base.positions[section] else { return nil }
        let family = [position] + base.ancestors(of: position)
        return family.lazy.compactMap { exact(base.sections[$0].id) }.first
    }

    /// Each once. Nil when none of several is left; an empty list stays one.
    private func translated(_ sections: [String], by id: (String) -> String?) -> [String]? {
        var seen: Set<String> = []
        let left = sections.compactMap(id).filter { seen.insert($0).inserted }
        return left.isEmpty && !sections.isEmpty ? nil : left
    }

    private func translated(_ rule: Rule) -> Rule? {
        var rule = rule
        switch rule.action {
        case .copy(var copy):
            guard let sections = translated(copy.sections, by: exact) else { return nil }
            copy.sections = sections
            rule.action = .copy(copy)
        case .displays(let all):
            guard let sections = translated(all, by: id) else { return nil }
            rule.action = .displays(sections)
        case .table(var table):
            table.wholeIn = table.wholeIn.flatMap(id)
            rule.action = .table(table)
        case .summary(var draft):
            guard let sections = translated(draft.sections, by: id) else { return nil }
            draft.sections = sections
            rule.action = .summary(draft)
        case .synthesis(var draft):
            guard let sections = translated(draft.sections, by: id) else { return nil }
            draft.sections = sections
            rule.action = .synthesis(draft)
        case .value, .facts, .list, .count, .sources: break
        }
        return rule
    }
}
