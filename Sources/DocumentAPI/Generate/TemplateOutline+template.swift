import Documents

extension TemplateOutline {
    init(_ template: Template) {
        self.init(
            id: template.id, name: template.name, sectionIDs: template.sections.map(\.id),
            referenceDocument: template.referenceDocument)
    }
}
