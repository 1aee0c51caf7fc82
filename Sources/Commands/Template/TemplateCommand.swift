import ArgumentParser

/// `galley template`: for those who write templates; needs no server.
struct TemplateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "template",
        abstract: "Makes and checks templates, tries them on sources, and shows the built-in ones.",
        discussion: """
            Examples:
              galley template check house.yaml
              galley template preview house.yaml --sources protocol.pdf tables.docx
              galley template import house.docx --output house.yaml
              galley template show csr >house.yaml
              galley template schema >galley-template.schema.json
            """,
        subcommands: [
            TemplateCheck.self, TemplatePreviewCommand.self, TemplateImportCommand.self, TemplateList.self,
            TemplateShow.self,
            TemplateSchemaCommand.self,
        ])
}
