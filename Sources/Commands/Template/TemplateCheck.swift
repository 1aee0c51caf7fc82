import ArgumentParser
import Documents

/// `galley template check FILE`: everything that is wrong with a template, with path, line and column.
struct TemplateCheck: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check", abstract: "Says everything that is wrong with a template, and where.",
        discussion: "Exit code 65 when something is wrong.")

    @Argument(help: "A template in YAML or JSON.")
    var file: String

    @OptionGroup(title: "Output") var output: OutputFlags

    func run() async throws {
        let answer = Answer.of(try TemplateFile.at(file))
        try output.show(answer)
        if !answer.content.faults.isEmpty { throw CommandFailure.wrongState }
    }

    struct Answer: Showable {
        struct Content: Encodable {
            var file: String
            /// Absent when there are faults.
            var template: Summary?
            var faults: [TemplateFault]
        }

        struct Summary: Encodable {
            var id: String
            var name: String
            var version: String
            var sections: Int
            var rules: Int
        }

        let content: Content
        let text: String

        static func of(_ file: TemplateFile) -> Answer {
            do {
                let template = try TemplateReader.read(file.text)
                let rules = template.sections.map(\.rules.count).reduce(template.defaultRules.count, +)
                let summary = Summary(
                    id: template.id, name: template.name, version: template.version,
                    sections: template.sections.count, rules: rules)
                let text =
                    "\(file.name): template \(summary.id), \(summary.sections) sections, \(rules) rules: no faults\n"
                return Answer(content: .init(file: file.name, template: summary, faults: []), text: text)
            } catch {
                let count = "\(error.faults.count) \(error.faults.count == 1 ? "fault" : "faults")"
                let lines = error.faults.map(file.line) + ["\(file.name): \(count)"]
                return Answer(
                    content: .init(file: file.name, template: nil, faults: error.faults),
                    text: lines.joined(separator: "\n") + "\n")
            }
        }
    }
}
