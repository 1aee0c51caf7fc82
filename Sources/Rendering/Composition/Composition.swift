/// What every writer works out alike before it writes: the parts in order, the numbers of tables, the names of headings
/// and the marks of citations.
struct Composition: Sendable {
    let manuscript: Manuscript
    /// Everything to be written, in order.
    let parts: [Part]
    /// The headings that make the outline, in order.
    let headings: [Heading]
    /// The numbered tables, in order.
    let tables: [NumberedTable]
    let citations: CitationIndex
    let references: CrossReferences

    enum Part: Sendable {
        /// The heading is that of a section which the template gives to the title page.
        case titlePage(Heading?)
        /// Table of contents and lists of tables.
        case contents(Heading?)
        case abbreviations(Heading)
        case section(Heading, [Piece])
        /// The passages cited, where citations are shown in an appendix.
        case passages(Heading)
        /// The source documents with their digests.
        case sources(Heading)
    }

    /// An element of a section, its numbers given.
    enum Piece: Sendable {
        /// Its texts, parted by blanks, each with its own citations.
        case paragraph([Manuscript.Text])
        case listItem(level: Int, marker: String, ordered: Bool, Manuscript.Text)
        case subheading(String)
        case table(NumberedTable)
        case note(String)
        /// The section holds nothing yet; with the instruction to its writer.
        case open(String)
    }

    struct Heading: Sendable, Equatable {
        /// Position in ``Composition/headings``, from 0.
        var index: Int
        /// 1 ... 6; deeper ones are set as 6.
        var level: Int
        var number: String?
        var title: String

        /// Number and title as one line.
        var label: String { number.map { "\($0) \(title)" } ?? title }
    }

    struct NumberedTable: Sendable {
        /// From 1, through the whole document.
        var number: Int
        var table: Manuscript.DisplayTable
    }

    init(_ manuscript: Manuscript) {
        var composer = Composer(manuscript)
        composer.compose()
        self.manuscript = manuscript
        parts = composer.parts
        headings = composer.headings
        tables = composer.tables
        citations = CitationIndex(composer.cited)
        references = CrossReferences(headings: composer.headings, tables: composer.tables)
    }

    /// Whether the document must say that it is not finished.
    var isIncomplete: Bool { manuscript.properties.isDraft || !manuscript.findings.isEmpty }

    /// Whether the passages cited have a part of their own.
    var hasPassagesPart: Bool {
        parts.contains { part in
            if case .passages = part { true } else { false }
        }
    }

    /// The marks by which a text calls its passages in the appendix, such as ` [3, 4]`.
    func marks(_ citations: [Manuscript.Citation]) -> String {
        let numbers = self.citations.numbers(of: citations)
        return numbers.isEmpty ? "" : " [\(numbers.map(String.init).joined(separator: ", "))]"
    }

    /// What an empty list of abbreviations asks for.
    static let noAbbreviations = "no abbreviations were found in the sources"

    /// What an empty section says.
    func openText(_ instruction: String) -> String { "[To be completed: \(instruction)]" }

    /// The line under a table that says where it came from; nil when nothing is known.
    func sourceLine(of table: Manuscript.DisplayTable) -> String? {
        var places: [String] = []
        for citation in table.citations {
            let place = self.place(of: citation)
            if !places.contains(place) { places.append(place) }
        }
        let label = table.sourceLabel.flatMap { $0.isEmpty ? nil : $0 }
        switch (places.isEmpty, label) {
        case (true, nil): return nil
        case (true, let label?): return "Source: \(label)"
        case (false, nil): return "Source: \(places.joined(separator: "; "))"
        case (false, let label?): return "Source: \(places.joined(separator: "; ")) (\(label))"
        }
    }

    /// Such as `protocol.pdf, page 12`.
    func place(of citation: Manuscript.Citation) -> String {
        let name =
            manuscript.sources.indices.contains(citation.source)
            ? manuscript.sources[citation.source].name : "source \(citation.source + 1)"
        return citation.place.isEmpty ? name : "\(name), \(citation.place)"
    }

    /// Such as `protocol.pdf, page 12: “300 patients”`.
    func reference(to citation: Manuscript.Citation) -> String {
        let place = self.place(of: citation)
        return citation.excerpt.isEmpty ? place : "\(place): \u{201C}\(citation.excerpt)\u{201D}"
    }

    /// `DRAFT – INCOMPLETE`, or nil for a finished document.
    var draftMark: String? { isIncomplete ? "DRAFT \u{2013} INCOMPLETE" : nil }
}
