import ArgumentParser
import Documents

/// `galley template list`: the templates that come with the program.
struct TemplateList: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "Lists the built-in templates.")

    @OptionGroup(title: "Output") var output: OutputFlags

    func run() async throws {
        let templates = try TemplateCatalogue.builtIn().all
        try output.show(
            Answer(
                content: templates.map {
                    .init(
                        id: $0.id, name: $0.name, version: $0.version, documentType: $0.documentType,
                        sections: $0.sections.count)
                }))
    }

    private struct Answer: Presentable {
        struct Entry: Encodable {
            var id: String
            var name: String
            var version: String
            var documentType: String
            var sections: Int
        }

        let content: [Entry]

        var tables: [Table] {
            [
                Table(
                    heading: ["TEMPLATE", "VERSION", "SECTIONS", "NAME"],
                    rows: content.map { [$0.id, $0.version, "\($0.sections)", $0.name] })
            ]
        }
    }
}
