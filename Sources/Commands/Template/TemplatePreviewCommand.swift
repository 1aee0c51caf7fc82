import ArgumentParser
import Documents
import Extraction

/// `galley template preview TEMPLATE --sources FILES`: what each rule finds, without making a document.
struct TemplatePreviewCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "preview",
        abstract: "Tries a template on sources: what each rule finds, what stays open, and every finding.",
        discussion: "Makes no document and needs no server. Findings do not change the exit code.")

    @Argument(help: "A template in YAML or JSON, or the name of a built-in one.")
    var template: String

    @Option(parsing: .upToNextOption, help: "The files that the document would be made from.")
    var sources: [String]

    @OptionGroup(title: "Output") var output: OutputFlags

    func validate() throws {
        if sources.isEmpty { throw ValidationError("Name at least one file after --sources.") }
    }

    func run() async throws {
        let template = try read()
        let contents = try await extract()
        try output.show(PreviewAnswer(content: try await TemplatePreview.make(of: template, from: contents)))
    }

    private func read() throws -> Template {
        let file = try TemplateFile.named(template)
        do {
            return try TemplateReader.read(file.text)
        } catch {
            throw CommandFailure.refused(error.faults.map(file.line).joined(separator: "\n"))
        }
    }

    /// Every source is tried, so that all that are unreadable are named at once.
    private func extract() async throws -> [ExtractedContent] {
        var contents: [ExtractedContent] = []
        var faults: [String] = []
        for path in sources {
            do {
                contents.append(try await CommandContext.required.extract(path: path))
            } catch let error as UnreadableSource {
                faults.append(error.message)
            }
        }
        guard faults.isEmpty else { throw CommandFailure.refused(faults.joined(separator: "\n")) }
        return contents
    }
}
