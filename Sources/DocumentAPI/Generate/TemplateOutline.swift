/// What the API needs to know of a template.
public struct TemplateOutline: Sendable, Equatable {
    public var id: String
    public var name: String
    public var sectionIDs: [String]

    public init(id: String, name: String, sectionIDs: [String]) {
        self.id = id
        self.name = name
        self.sectionIDs = sectionIDs
    }
}
