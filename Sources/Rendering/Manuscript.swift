/// A document ready to be written in any format: what it says, in order, and nothing about how it looks.
///
/// The one input of every writer, so that DOCX, HTML and Markdown cannot disagree.
public struct Manuscript: Sendable, Equatable, Codable {
    public var titlePage: TitlePage
    public var sections: [Section]
    /// Abbreviation and meaning, in the order to be printed.
    public var abbreviations: [Abbreviation]
    public var properties: Properties
    public var citationStyle: CitationStyle
    /// What is cited; a ``Citation`` names one by its index.
    public var sources: [Source]
    /// Shown as a box after the title page and as a mark in the header when the document is incomplete; empty otherwise.
    public var findings: [Finding]

    public init(
        titlePage: TitlePage, sections: [Section], abbreviations: [Abbreviation] = [], properties: Properties,
        citationStyle: CitationStyle = .comments, sources: [Source] = [], findings: [Finding] = []
    ) {
        self.titlePage = titlePage
        self.sections = sections
        self.abbreviations = abbreviations
        self.properties = properties
        self.citationStyle = citationStyle
        self.sources = sources
        self.findings = findings
    }

    public struct TitlePage: Sendable, Equatable, Codable {
        public var title: String
        /// Such as `Clinical Study Report`.
        public var documentType: String
        /// Label and value, such as `Protocol number` and `GLY-301`; a nil value is printed as visibly open.
        public var fields: [Field]

        public init(title: String, documentType: String, fields: [Field] = []) {
            self.title = title
            self.documentType = documentType
            self.fields = fields
        }
    }

    public struct Field: Sendable, Equatable, Codable {
        public var label: String
        public var value: String?

        public init(label: String, value: String?) {
            self.label = label
            self.value = value
        }
    }

    /// A numbered section, flat: its level and number place it, as in the templates.
    public struct Section: Sendable, Equatable, Codable {
        public var id: String
        /// From 1.
        public var level: Int
        /// Printed literally, such as `9.4.1`; nil for an unnumbered heading.
        public var number: String?
        public var title: String
        public var content: [Element]
        /// What a writer should put here when no source had it; printed visibly after ``content``; nil for a section that
        /// is filled.
        public var openInstruction: String?
        /// Sections 1 to 4 of a report are the front matter that the writer makes: nil is an ordinary section.
        public var role: Role?

        public init(
            id: String, level: Int, number: String?, title: String, content: [Element] = [],
            openInstruction: String? = nil, role: Role? = nil
        ) {
            self.id = id
            self.level = level
            self.number = number
            self.title = title
            self.content = content
            self.openInstruction = openInstruction
            self.role = role
        }

        /// A section whose content a writer makes by itself.
        public enum Role: String, Sendable, Codable {
            case titlePage, tableOfContents, abbreviations
        }
    }

    public enum Element: Sendable, Equatable, Codable {
        case paragraph(Text)
        /// One paragraph of several texts, each with citations of its own.
        case passage([Text])
        /// `level` from 0.
        case listItem(level: Int, marker: String, ordered: Bool, Text)
        /// An unnumbered heading inside a section, such as one carried over from a source.
        case subheading(String)
        case table(DisplayTable)
        /// A visible note to the writer, such as a gap or a warning; never part of the report's own text.
        case note(String)
    }

    /// Text with the citations that vouch for it.
    public struct Text: Sendable, Equatable, Codable {
        public var text: String
        public var citations: [Citation]

        public init(_ text: String, citations: [Citation] = []) {
            self.text = text
            self.citations = citations
        }

        /// Several texts as one, with the citations of all.
        public init(_ texts: [Text]) {
            self.init(texts.map(\.text).joined(separator: " "), citations: texts.flatMap(\.citations))
        }
    }

    public struct DisplayTable: Sendable, Equatable, Codable {
        /// The words of its title; the writer numbers tables through the document.
        public var caption: String
        /// As the source called it, such as `Table 14-2.01`; printed in the source line.
        public var sourceLabel: String?
        public var subtitles: [String]
        public var headerRows: Int
        public var rows: [[Cell]]
        public var footnotes: [String]
        public var citations: [Citation]

        public init(
            caption: String, sourceLabel: String? = nil, subtitles: [String] = [], headerRows: Int, rows: [[Cell]],
            footnotes: [String] = [], citations: [Citation] = []
        ) {
            self.caption = caption
            self.sourceLabel = sourceLabel
            self.subtitles = subtitles
            self.headerRows = headerRows
            self.rows = rows
            self.footnotes = footnotes
            self.citations = citations
        }
    }

    /// A cell. Cells that a span covers are not listed.
    public struct Cell: Sendable, Equatable, Codable {
        public var text: String
        public var columnSpan: Int
        public var rowSpan: Int

        public init(_ text: String, columnSpan: Int = 1, rowSpan: Int = 1) {
            self.text = text
            self.columnSpan = columnSpan
            self.rowSpan = rowSpan
        }
    }

    /// Where a statement came from.
    public struct Citation: Sendable, Equatable, Hashable, Codable {
        /// Index into ``Manuscript/sources``.
        public var source: Int
        /// Such as `page 12`, `sheet Demog, B2:F9` or `paragraph 31`.
        public var place: String
        /// The exact words of the source, shortened at a word when long.
        public var excerpt: String

        public init(source: Int, place: String, excerpt: String) {
            self.source = source
            self.place = place
            self.excerpt = excerpt
        }
    }

    public struct Source: Sendable, Equatable, Codable {
        public var name: String
        public var sha256: String
        /// Such as `protocol`; nil when unknown.
        public var kind: String?

        public init(name: String, sha256: String, kind: String? = nil) {
            self.name = name
            self.sha256 = sha256
            self.kind = kind
        }
    }

    public struct Abbreviation: Sendable, Equatable, Codable {
        public var short: String
        public var meaning: String

        public init(short: String, meaning: String) {
            self.short = short
            self.meaning = meaning
        }
    }

    public struct Finding: Sendable, Equatable, Codable {
        /// `error`, `warning` or `info`.
        public var severity: String
        public var message: String

        public init(severity: String, message: String) {
            self.severity = severity
            self.message = message
        }
    }

    public struct Properties: Sendable, Equatable, Codable {
        public var title: String
        /// The protocol number, where known; printed in the header.
        public var studyID: String?
        public var documentID: String
        /// Written as the date of creation and of every comment. ISO 8601, UTC, as `2026-03-01T12:00:00Z` or a day alone.
        public var date: String
        /// First twelve digits of the digest over all inputs; printed in the footer.
        public var inputDigest: String
        /// BCP 47, such as `en-US`.
        public var language: String
        public var isDraft: Bool

        public init(
            title: String, studyID: String? = nil, documentID: String, date: String, inputDigest: String,
            language: String = "en-US", isDraft: Bool = false
        ) {
            self.title = title
            self.studyID = studyID
            self.documentID = documentID
            self.date = date
            self.inputDigest = inputDigest
            self.language = language
            self.isDraft = isDraft
        }
    }

    /// How sources are shown in a DOCX; the manifest has them always.
    public enum CitationStyle: String, Sendable, Codable, CaseIterable {
        case comments, footnotes, appendix, none
    }
}
