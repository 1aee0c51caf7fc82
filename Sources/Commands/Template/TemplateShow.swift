import ArgumentParser
import Documents

/// `galley template show NAME`: a template as it is written, or as requests take it.
struct TemplateShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints a built-in template, to begin your own from, or any template as JSON.")

    @Argument(help: "Such as csr, which galley template list names, or a template in YAML or JSON.")
    var name: String

    @Flag(help: "As the JSON that requests take as generic_mrt_outline_full.")
    var json = false

    func run() async throws {
        let file = try TemplateFile.named(name)
        guard json else { return print(file.text, terminator: "") }
        do {
            print(try TemplateWriter.json(of: try TemplateReader.read(file.text)), terminator: "")
        } catch let error as InvalidTemplate {
            throw CommandFailure.refused(error.faults.map(file.line).joined(separator: "\n"))
        }
    }
}
