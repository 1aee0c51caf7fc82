/// What a document should contain and where that comes from: its sections, and the rules that fill them.
public struct Template: Sendable, Equatable, Codable {
    /// Of this value's shape; one newer than the reader is refused.
    public static let schema = 1

    public var id: String
    public var name: String
    /// Changes with the content; written into every rule result.
    public var version: String
    /// As printed on the title page, such as `Clinical Study Report`.
    public var documentType: String
    /// Other names of the document type, such as `CSR`.
    public var aliases: [String]
    /// The document's title where no source gives one.
    public var title: String
    /// Nil is past: a report.
    public var tense: Tense?
    /// Sections are made of the sources' own headings when true: there is no outline of its own.
    public var followsSources: Bool
    /// A Word document in the store, as `org-id/container/name`, whose looks a document takes; nil is our own.
    public var referenceDocument: String?
    /// Labels and facts of the title page, in order.
    public var titleFields: [TitleField]
    /// Rules of every section that has none of its own and no role.
    public var defaultRules: [Rule]
    /// Flat, in order; levels make the tree.
    public var sections: [TemplateSection]
    /// Where other numbering schemes keep the content of these sections.
    public var headingMaps: [HeadingMap]
    /// Which sections a display belongs to, by its title and then by its number.
    public var tableMap: [TableMapping]

    public init(
        id: String, name: String, version: String, documentType: String, aliases: [String] = [], title: String,
        tense: Tense? = nil, followsSources: Bool = false, referenceDocument: String? = nil,
        titleFields: [TitleField] = [], defaultRules: [Rule] = [], sections: [TemplateSection],
        headingMaps: [HeadingMap] = [], tableMap: [TableMapping] = []
    ) {
        self.id = id
        self.name = name
        self.version = version
        self.documentType = documentType
        self.aliases = aliases
        self.title = title
        self.tense = tense
        self.followsSources = followsSources
        self.referenceDocument = referenceDocument
        self.titleFields = titleFields
        self.defaultRules = defaultRules
        self.sections = sections
        self.headingMaps = headingMaps
        self.tableMap = tableMap
    }

    /// In which a document speaks of the study.
    public enum Tense: String, Sendable, Codable, CaseIterable {
        /// A report: what a plan says that "will be" done must be put into the past.
        case past
        /// A plan.
        case future
    }

    /// A line of the title page.
    public struct TitleField: Sendable, Equatable, Codable {
        public var label: String
        public var fact: String

        public init(label: String, fact: String) {
            self.label = label
            self.fact = fact
        }
    }

    /// The headings of a known outline, such as ICH M11, and where their content belongs.
    public struct HeadingMap: Sendable, Equatable, Codable {
        public var name: String
        public var entries: [Entry]

        public init(name: String, entries: [Entry]) {
            self.name = name
            self.entries = entries
        }

        public struct Entry: Sendable, Equatable, Codable {
            public var number: String
            public var title: String
            /// A section's id.
            public var section: String

            public init(number: String, title: String, section: String) {
                self.number = number
                self.title = title
                self.section = section
            }
        }
    }

    /// One kind of display, such as disposition tables.
    public struct TableMapping: Sendable, Equatable, Codable {
        /// Found in the title or a heading above it.
        public var title: String?
        /// Found in the label, such as `14-2\.`; asked only when no title pattern of any mapping matched.
        public var number: String?
        /// Section ids, the one in the text first.
        public var sections: [String]

        public init(title: String?, number: String?, sections: [String]) {
            self.title = title
            self.number = number
            self.sections = sections
        }
    }
}

extension Template {
    /// The position of each section by id.
    var positions: [String: Int] {
        Dictionary(sections.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// The positions of the sections above one, nearest first.
    func ancestors(of position: Int) -> [Int] {
        var found: [Int] = []
        var level = sections[position].level
        for index in stride(from: position - 1, through: 0, by: -1) where sections[index].level < level {
            found.append(index)
            level = sections[index].level
        }
        return found
    }

    /// A section and everything below it.
    func family(of position: Int) -> Range<Int> {
        let level = sections[position].level
        let end = sections[(position + 1)...].firstIndex { $0.level <= level } ?? sections.count
        return position..<end
    }

    /// The rules by which a section is filled.
    func rules(of section: TemplateSection) -> [Rule] {
        guard section.rules.isEmpty else { return section.rules }
        return section.role == nil ? defaultRules : []
    }

    /// Only these sections, with those above and below them; empty keeps all.
    func selecting(_ ids: [String]) -> Template {
        guard !ids.isEmpty else { return self }
        let positions = positions
        var kept: Set<Int> = []
        for position in ids.compactMap({ positions[$0] }) {
            kept.formUnion(family(of: position))
            kept.formUnion(ancestors(of: position))
        }
        var copy = self
        copy.sections = sections.indices.filter(kept.contains).map { sections[$0] }
        return copy
    }
}
