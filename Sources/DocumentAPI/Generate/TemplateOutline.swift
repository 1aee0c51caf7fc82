/// What the API needs to know of a template.
public struct TemplateOutline: Sendable, Equatable {
    public var id: String
    public var name: String
    public var sectionIDs: [String]
    /// The path of the Word document whose looks it wants.
    public var referenceDocument: String?

    public init(id: String, name: String, sectionIDs: [String], referenceDocument: String? = nil) {
        self.id = id
        self.name = name
        self.sectionIDs = sectionIDs
        self.referenceDocument = referenceDocument
    }
}
