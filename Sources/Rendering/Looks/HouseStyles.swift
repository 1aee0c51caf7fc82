/// The styles of a house under identifiers that fit ours, and which of ours they stand for.
struct HouseStyles: Sendable {
    typealias Element = ReferenceDocument.Element
    typealias Style = ReferenceDocument.Style

    let defaults: [Element]
    let styles: [Style]
    /// The position of the style that stands for one of ours, by our identifier.
    let claims: [String: Int]
    /// Under which identifier each is written.
    let ids: [String]
    /// The position of the style on which each is based.
    let parents: [Int?]

    init(_ reference: ReferenceDocument) {
        var names: Set<String> = []
        let own = Dictionary(DOCXStyles.names.map { ($0.name, $0.kind) }, uniquingKeysWith: { first, _ in first })
        // Word takes two styles of one name for one, whatever their kind.
        styles = reference.styles.filter { style in
            let name = style.name.lowercased()
            return own[name] ?? style.kind == style.kind && names.insert(name).inserted
        }
        defaults = reference.defaults
        parents = Self.parents(styles)
        claims = Self.claims(styles, parents)
        var ids = styles.indices.map { "House\($0 + 1)" }
        for (id, position) in claims { ids[position] = id }
        self.ids = ids
    }

    private static func parents(_ styles: [Style]) -> [Int?] {
        let positions = Dictionary(
            styles.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
        var parents: [Int?] = styles.map { style in
            style.basedOn.flatMap { positions[$0] }.flatMap { styles[$0].kind == style.kind ? $0 : nil }
        }
        for position in styles.indices where closesCircle(position, parents) { parents[position] = nil }
        return parents
    }

    private static func closesCircle(_ start: Int, _ parents: [Int?]) -> Bool {
        var next = parents[start]
        var steps = 0
        while let position = next, steps <= parents.count {
            if position == start { return true }
            next = parents[position]
            steps += 1
        }
        return steps > parents.count
    }

    // MARK: Properties

    /// The style and those on which it is based, nearest first.
    func chain(_ position: Int) -> [Style] {
        Self.chain(position, parents).map { styles[$0] }
    }

    private static func chain(_ position: Int, _ parents: [Int?]) -> [Int] {
        var found = [position]
        while let parent = parents[found[found.count - 1]] { found.append(parent) }
        return found
    }

    /// What the style that stands for one of ours says of a property, itself or by inheritance; such as `sz` of `rPr`.
    func property(_ name: String, of group: String, in id: String) -> Element? {
        let styles = claims[id].map(chain) ?? []
        return styles.lazy.flatMap(\.properties).filter { $0.name == group }.compactMap { $0.first(name) }.first
    }

    /// The same, with the defaults of the document behind it.
    func property(_ name: String, of group: String, orDefaultIn id: String) -> Element? {
        property(name, of: group, in: id) ?? defaults.first { $0.name == group }?.first(name)
    }

    // MARK: Claims

    private static func claims(_ styles: [Style], _ parents: [Int?]) -> [String: Int] {
        var claims: [String: Int] = [:]
        func claim(_ id: String, _ position: Int?) {
            guard let position, !claims.values.contains(position) else { return }
            claims[id] = position
        }
        func named(_ names: [String], _ kind: Style.Kind) -> Int? {
            names.lazy.compactMap { name in
                styles.firstIndex { $0.kind == kind && $0.name.lowercased() == name }
            }.first
        }
        func usual(_ kind: Style.Kind, _ name: String) -> Int? {
            styles.firstIndex { $0.kind == kind && $0.isDefault } ?? named([name], kind)
        }
        claim("Normal", usual(.paragraph, "normal"))
        claim("DefaultParagraphFont", usual(.character, "default paragraph font"))
        claim("TableNormal", usual(.table, "normal table"))
        for level in 1...6 { claim("Heading\(level)", heading(level, styles, parents)) }
        claim("ReportTable", named(["report table"], .table) ?? mostUsed(.table, styles))
        for style in StyleClaim.all { claim(style.id, named(style.names, style.kind)) }
        for own in DOCXStyles.names where claims[own.id] == nil { claim(own.id, named([own.name], own.kind)) }
        return claims
    }

    private static func mostUsed(_ kind: Style.Kind, _ styles: [Style]) -> Int? {
        styles.indices.filter { styles[$0].kind == kind && !styles[$0].isDefault && styles[$0].uses > 0 }
            .max { (styles[$0].uses, $1) < (styles[$1].uses, $0) }
    }

    /// Word's own `heading 1` where the template uses it, or no other style of that level; else the one it uses most.
    private static func heading(_ level: Int, _ styles: [Style], _ parents: [Int?]) -> Int? {
        let candidates = styles.indices.filter {
            styles[$0].kind == .paragraph && !styles[$0].isDefault
                && headingLevel(chain($0, parents).map { styles[$0] }) == level
        }
        let own = candidates.first { styles[$0].name.lowercased() == "heading \(level)" }
        let used = candidates.filter { styles[$0].uses > 0 }
        if let own, used.isEmpty || styles[own].uses > 0 { return own }
        return used.max { (styles[$0].uses, $1) < (styles[$1].uses, $0) } ?? candidates.first
    }

    /// From 1, by the outline level of the nearest style that has one, or by Word's own name.
    static func headingLevel(_ chain: [Style]) -> Int? {
        for style in chain {
            let paragraph = style.properties.first { $0.name == "pPr" }
            if let level = paragraph?.first("outlineLvl")?["val"].flatMap({ Int($0) }) {
                return (0..<9).contains(level) ? level + 1 : nil
            }
            let name = style.name.lowercased()
            if name.hasPrefix("heading "), let level = Int(name.dropFirst(8)), (1...9).contains(level) { return level }
        }
        return nil
    }
}
