import ArgumentParser
import Documents

/// `galley template schema`: the template language as JSON Schema.
struct TemplateSchemaCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "schema", abstract: "Prints the JSON Schema (draft 2020-12) of templates, for editors.")

    func run() async throws {
        print(TemplateSchema.json, terminator: "")
    }
}
