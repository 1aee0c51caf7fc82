import ArgumentParser
import Documents

/// `galley template show NAME`: a built-in template as it is written, to begin one's own from.
struct TemplateShow: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Prints a built-in template, to begin your own from.")

    @Argument(help: "Such as csr; galley template list names them.")
    var name: String

    func run() async throws {
        guard let template = BuiltInTemplate(rawValue: name) else {
            throw CommandFailure.missing("built-in template \(name)")
        }
        print(template.text, terminator: "")
    }
}
