/// The templates that can be asked for: the built-in ones, and those that somebody adds.
public struct TemplateCatalogue: Sendable {
    private let templates: [Template]

    /// The templates that come with the program.
    public static func builtIn() throws(InvalidTemplate) -> TemplateCatalogue {
        var templates: [Template] = []
        for template in BuiltInTemplate.allCases { templates.append(try TemplateReader.read(template.text)) }
        return TemplateCatalogue(templates)
    }

    public init(_ templates: [Template]) {
        self.templates = templates
    }

    /// In the order in which they are listed.
    public var all: [Template] { templates }

    public func template(id: String) -> Template? {
        templates.first { $0.id == id }
    }

    /// The template of a document type, by any of its names; letters, spaces and punctuation are taken loosely.
    public func template(documentType: String) -> Template? {
        let wanted = Self.folded(documentType)
        guard !wanted.isEmpty else { return nil }
        return templates.first { template in
            ([template.id, template.documentType] + template.aliases).contains { Self.folded($0) == wanted }
        }
    }

    /// The template that a request asks for, narrowed to its selected sections.
    ///
    /// - Throws: ``InvalidTemplate`` for a faulty inline template or an id that names none.
    public func template(for request: DocumentRequest) throws(InvalidTemplate) -> Template {
        if let inline = request.inlineTemplate {
            return try TemplateReader.read(inline).selecting(request.selectedSectionIDs)
        }
        guard let template = template(id: request.templateID) else {
            throw InvalidTemplate(faults: [.init(path: "", message: "There is no template \(request.templateID)")])
        }
        return template.selecting(request.selectedSectionIDs)
    }

    private static func folded(_ name: String) -> String {
        String(name.lowercased().filter { $0.isLetter || $0.isNumber })
    }
}
