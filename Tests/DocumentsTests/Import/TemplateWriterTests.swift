import Rendering
import Testing

@testable import Documents

@Suite("A template that is written")
struct TemplateWriterTests {
    @Test("is read as the same template", arguments: BuiltInTemplate.allCases)
    func repeats(_ builtIn: BuiltInTemplate) throws {
        let template = try TemplateReader.read(builtIn.text)
        #expect(try TemplateReader.read(try TemplateWriter.yaml(of: template)) == template)
        #expect(try TemplateReader.read(try TemplateWriter.json(of: template)) == template)
    }

    @Test("keeps every kind of rule with all its fields, and texts that YAML could take for something else")
    func keepsAll() throws {
        let rules: [Rule.Action] = [
            .copy(.init(sections: ["1"], limit: 3, includesTables: false, minConfidence: 0.25)),
            .value(
                .init(
                    label: "N: planned", pattern: #"(?<value>\d+) "patients""#, labels: ["yes", "#1"], from: [.report],
                    type: .number, minimum: -1.5, maximum: 1e6, allowed: ["true", "null"])),
            .facts(["sponsor"]),
            .table(
                .init(
                    caption: "a|b", label: "14", header: "h", row: "r", columns: ["x", "y"], keepRows: "^k", maxRows: 7,
                    wholeIn: "1")),
            .list(.init(under: "^incl", from: [.protocolDocument])),
            .count(.init(label: "L", pattern: "p", from: [.tables])),
            .sources([.statisticalPlan]), .displays(["1"]),
            .summary(.init(sections: ["1"], sentences: 2, words: 50, focus: "dose")),
            .synthesis(
                .init(from: [.report], includesTables: true, minConfidence: 0.75, arrangement: .topics)),
        ]
        let section = TemplateSection(
            id: "own", level: 2, title: "- not a list: \u{201C}quoted\u{201D}", plainName: "No",
            keywords: ["012", "~"],
            instruction: " leading and trailing ", text: "One.\n\n• Two: it.\n\nThree # four.", missing: .error,
            rules: rules.enumerated().map { index, action in
                Rule(id: "r\(index)", whenEmpty: index == 0, heading: "H\(index)", required: .info, action: action)
            })
        let template = Template(
            id: "house", name: "House", version: "1.0", documentType: "Report", title: "Title", tense: .future,
            sections: [TemplateSection(id: "1", level: 1, number: "1", title: "One", role: .titlePage), section])
        #expect(try TemplateReader.read(try TemplateWriter.yaml(of: template)) == template)
    }
}
