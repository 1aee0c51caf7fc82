import Extraction
import Rendering

/// Makes a template of a document that a house writes its own from: headings become sections, fixed text stays, and
/// what is said to the writer becomes instructions.
public struct TemplateImport: Sendable {
    public let template: Template
    /// What there was, and what a person should look at.
    public let report: Report

    public struct Report: Sendable, Equatable, Codable {
        public var sections: Int
        /// The id of the built-in template whose rules were taken over; nil for none.
        public var base: String?
        /// How many sections are sections of it.
        public var mapped: Int
        /// How many sections have fixed text, and how many an instruction of the house's own.
        public var fixedTexts: Int
        public var instructions: Int
        /// What a template cannot hold.
        public var notes: [String]
    }

    /// Which built-in template gives its rules.
    public enum Base: Sendable {
        /// The one that has most of the headings, if it has enough of them.
        case likeliest
        case named(Template)
        case none
    }

    /// - Parameters:
    ///   - documentType: as printed on the title page; nil takes the base's, else the document's own title.
    /// - Throws: ``NoHeadings`` when there is nothing to make sections of.
    public init(
        _ content: ExtractedContent, base: Base = .likeliest, documentType: String? = nil
    ) throws(NoHeadings) {
        let house = HouseDocument(content)
        guard !house.sections.isEmpty, house.sections.count <= TemplateCursor.maxItems else {
            throw NoHeadings(source: content.source.name, count: house.sections.count)
        }
        let ids = Self.ids(house.sections)
        let mapping = Self.mapping(base, house.sections, ids)
        var sections: [TemplateSection] = []
        for (index, section) in house.sections.enumerated() {
            sections.append(Self.section(section, ids[index], mapping?.section(index), mapping?.rules(index) ?? []))
        }
        let name = Self.name(of: content, house)
        let type = documentType ?? mapping?.base.documentType ?? name
        template = Template(
            id: TemplateReader.slug(name), name: name, version: "1", documentType: type, title: name,
            tense: mapping?.base.tense, titleFields: mapping?.base.titleFields ?? [], sections: sections,
            headingMaps: mapping?.headingMaps ?? [], tableMap: mapping?.tableMap ?? [])
        report = Report(
            sections: sections.count, base: mapping?.base.id, mapped: mapping?.count ?? 0,
            fixedTexts: sections.count { $0.text != nil },
            instructions: house.sections.count { !$0.instructions.isEmpty },
            notes: Self.notes(content, house))
    }

    // MARK: Parts

    private static func mapping(
        _ base: Base, _ house: [HouseDocument.Section], _ ids: [String]
    ) -> BaseMapping? {
        switch base {
        case .none: return nil
        case .named(let template): return BaseMapping(template, house, ids: ids)
        case .likeliest:
            // The built-in templates are read in every test; without them there is no base.
            let known = ((try? TemplateCatalogue.builtIn())?.all ?? []).filter { !$0.followsSources }
            let best = known.map { BaseMapping($0, house, ids: ids) }
                .max { $0.count + $0.namesakes < $1.count + $1.namesakes }
            // A third: reports of all kinds have an introduction and references.
            return best.flatMap { $0.count * 3 >= house.count ? $0 : nil }
        }
    }

    /// Numbers, else titles, each once.
    private static func ids(_ sections: [HouseDocument.Section]) -> [String] {
        var seen: Set<String> = []
        return sections.map { section in
            let wanted = section.number ?? section.title
            var id = wanted
            var count = 1
            while !seen.insert(id).inserted {
                count += 1
                id = "\(wanted)-\(count)"
            }
            return id
        }
    }

    private static func section(
        _ house: HouseDocument.Section, _ id: String, _ base: TemplateSection?, _ rules: [Rule]
    ) -> TemplateSection {
        let text = joined(house.fixed)
        // Fixed text of a section that the built-in template wants filled is not all that there is to say.
        let instruction = joined(house.instructions) ?? base?.instruction
        let isWanted = text == nil || instruction != nil
        let title = base.map { $0.title == house.title ? [] : [$0.title] } ?? []
        return TemplateSection(
            id: id, level: house.level, number: house.number, title: house.title, plainName: base?.plainName,
            synonyms: title + (base?.synonyms ?? []).filter { $0 != house.title }, keywords: base?.keywords ?? [],
            synopsis: base?.synopsis, instruction: instruction, text: text, missing: base?.missing ?? .warning,
            from: base?.from ?? [], role: base?.role ?? role(of: house.title),
            rules: rules.isEmpty && isWanted && base?.role == nil
                ? [Rule(id: "copy", action: .copy(CopyRule()))] : rules)
    }

    /// As much as a field may hold, in whole paragraphs.
    private static func joined(_ paragraphs: [String]) -> String? {
        var text = ""
        for paragraph in paragraphs where text.utf8.count + paragraph.utf8.count + 2 <= TemplateCursor.maxText {
            text += (text.isEmpty ? "" : "\n\n") + paragraph
        }
        return text.isEmpty ? nil : text
    }

    private static func role(of title: String) -> Manuscript.Section.Role? {
        switch Words(title).tokens.joined(separator: " ") {
        case "title page": .titlePage
        case "table content", "content": .tableOfContents
        case "list abbreviation", "abbreviation", "abbreviation definition term": .abbreviations
        default: nil
        }
    }

    private static func name(of content: ExtractedContent, _ house: HouseDocument) -> String {
        let titles = [content.title, house.leading.first].compactMap(\.self).map(TableReading.clean)
        let file = content.source.name.split(separator: ".").dropLast().joined(separator: ".")
        return titles.first { (3...200).contains($0.count) && $0.last != ":" && !HouseInstruction.isInstruction($0) }
            ?? (file.isEmpty ? content.source.name : file)
    }

    private static func notes(_ content: ExtractedContent, _ house: HouseDocument) -> [String] {
        var notes: [String] = []
        if house.displayCount > 0 {
            notes.append("tables and figures are described in instructions and not carried over: \(house.displayCount)")
        }
        if !house.leading.isEmpty {
            notes.append("lines before the first heading are left to the title page: \(house.leading.count)")
        }
        if !content.furniture.isEmpty { notes.append("running headers and footers are not carried over") }
        if content.source.format == .docx {
            notes.append(
                "to keep the looks, upload \(content.source.name) and name it as reference_document, here or in a request"
            )
        }
        let long = house.sections.filter { section in
            [section.fixed, section.instructions].contains {
                joined($0)?.count ?? 0 < $0.joined(separator: "\n\n").count
            }
        }
        notes += long.map { "“\($0.title)” has more text than one field holds; its end is missing" }
        return notes + content.warnings.map(\.message)
    }
}

/// There is nothing to make sections of.
public struct NoHeadings: Error, Sendable, CustomStringConvertible {
    public let description: String

    init(source: String, count: Int) {
        description =
            count == 0
            ? "\(source) has no headings: give its headings Word's heading styles, or numbers"
            : "\(source) has \(count) headings, more than the \(TemplateCursor.maxItems) that a template may have"
    }
}
