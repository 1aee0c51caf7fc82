import ArgumentParser
import Documents
import Extraction
import Foundation

/// `galley template import FILE`: makes a template of a document that a house writes its own from.
struct TemplateImportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import", abstract: "Makes a template of a house document, such as a Word template.",
        discussion: """
            Headings become sections with their numbers and levels. Text with placeholders (<...>, [...], "Click or tap \
            here") and text that tells a writer what to do becomes the section's instruction; all other text is kept as \
            fixed text. Sections that a built-in template has too take over its rules. What was found is told on standard \
            error; go through the result before you use it.
            """)

    @Argument(help: "A DOCX file; any other file with headings that Galley reads will do.")
    var file: String

    @Option(
        help: "Whose rules to take over: csr, protocol or none; when not given, whichever has most of the headings.")
    var base: BaseName?

    @Option(help: "The document type as printed on the title page; that of the base when not given.")
    var documentType: String?

    @Option(help: ArgumentHelp("Where to write the template; it must not exist yet.", valueName: "file"))
    var output: String?

    enum BaseName: String, CaseIterable, ExpressibleByArgument {
        case csr, `protocol`, none
    }

    func run() async throws {
        let made = try await read()
        let text =
            "# Imported from \(URL(filePath: file).lastPathComponent.filter { !$0.isNewline }).\n"
            + (try TemplateWriter.yaml(of: made.template))
        do {
            _ = try TemplateReader.read(text)
        } catch {
            throw CommandFailure.refused(
                (["the template would have faults:"] + error.faults.map(\.sentence)).joined(separator: "\n"))
        }
        try write(text)
        FileHandle.standardError.write(Data(Self.words(for: made.report).utf8))
    }

    private func read() async throws -> TemplateImport {
        guard FileManager.default.isReadableFile(atPath: file) else {
            throw CommandFailure.missing("readable file \(file)")
        }
        do {
            let content = try await CommandContext.required.extract(path: file)
            return try TemplateImport(content, base: try chosenBase(), documentType: documentType)
        } catch let error as UnreadableSource {
            throw CommandFailure.refused(error.message)
        } catch let error as NoHeadings {
            throw CommandFailure.refused("\(error)")
        }
    }

    private func chosenBase() throws -> TemplateImport.Base {
        switch base {
        case nil: .likeliest
        case BaseName.none?: .none
        case .csr?: .named(try TemplateReader.read(BuiltInTemplate.csr.text))
        case .protocol?: .named(try TemplateReader.read(BuiltInTemplate.protocol.text))
        }
    }

    private func write(_ text: String) throws {
        guard let output else { return print(text, terminator: "") }
        do {
            try Data(text.utf8).write(to: URL(filePath: output), options: .withoutOverwriting)
        } catch let error as CocoaError where error.code == .fileWriteFileExists {
            throw CommandFailure.refused("\(output) exists already; name another file")
        } catch {
            throw CommandFailure.refused("\(output) cannot be written: \(error.localizedDescription)")
        }
    }

    static func words(for report: TemplateImport.Report) -> String {
        let base =
            report.base.map { "\(report.mapped) of them with the rules of \($0)" }
            ?? "none with rules of a built-in template"
        let first =
            "\(report.sections) sections, \(base); fixed text in \(report.fixedTexts), instructions of its own in \(report.instructions)"
        return ([first] + report.notes.map { "note: \($0)" }).joined(separator: "\n") + "\n"
    }
}
