/// Which template was used.
public struct TemplateReference: Sendable, Equatable, Codable {
    public var id: String
    public var name: String
    public var version: String
    public var documentType: String
    /// The title where no source gives one.
    public var title: String
    public var titleFields: [Template.TitleField]
    /// Nil is past.
    public var tense: Template.Tense?

    init(_ template: Template) {
        id = template.id
        name = template.name
        version = template.version
        documentType = template.documentType
        title = template.title
        titleFields = template.titleFields
        tense = template.tense
    }
}
