import ArgumentParser
import Documents
import Extraction
import Foundation
import Testing

@testable import Commands

@Suite("galley template")
struct TemplateCommandTests {
    @Test("check prints faults as compilers do, and how many")
    func printsFaults() throws {
        let file = TemplateFile(name: "house.yaml", text: "document_type: Report\nsectoins: []\n")
        let answer = TemplateCheck.Answer.of(file)
        #expect(
            answer.text == """
                house.yaml:1:1: sections: needs at least one section
                house.yaml:2:1: sectoins: is not a known field; did you mean sections?
                house.yaml: 2 faults

                """)
        #expect(try OutputFlags.parse(["--json"]).text(of: answer).contains(#""column" : 1"#))
    }

    @Test("check says what it read when nothing is wrong")
    func printsSummary() {
        let file = TemplateFile(name: "csr", text: BuiltInTemplate.csr.text)
        #expect(TemplateCheck.Answer.of(file).text.hasSuffix("rules: no faults\n"))
    }

    @Test("check ends with an exit code for wrong data, and for a file that is not there")
    func exitCodes() async throws {
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).yaml").path
        try Data("document_type: Report\n".utf8).write(to: URL(filePath: path))
        defer { try? FileManager.default.removeItem(atPath: path) }
        await #expect(throws: CommandFailure.wrongState) { try await TemplateCheck.parse([path]).run() }
        await #expect(throws: CommandFailure.notFound) { try await TemplateCheck.parse([path + "x"]).run() }
    }

    @Test("preview prints sections with their rules and places, then gaps and findings")
    func printsPreview() async throws {
        let template = try TemplateReader.read(
            """
            document_type: Note
            sections:
              - {number: "1", title: Aims, rules: [{id: own, kind: copy}]}
              - {number: "2", title: Results, required: error, rules: [{id: own, kind: copy}]}
              - {number: "3", title: Gist, rules: [{id: gist, kind: summary, sections: ["1"]}]}
            """)
        let source = ExtractedContent(
            source: SourceDescription(name: "plan.md", sha256: "0", size: 1, format: .markdown),
            blocks: [
                Block(
                    index: 0, content: .heading(level: 1, number: nil, text: "Aims"), provenance: .init(paragraph: 1)),
                Block(
                    index: 1, content: .paragraph(text: "To learn whether it works."), provenance: .init(paragraph: 3)),
            ])
        let preview = try await TemplatePreview.make(of: template, from: [source])
        let text = PreviewAnswer(content: preview).text
        #expect(
            text.contains(
                """
                1 Aims  [filled, 97 %]
                  own (copy) found, 97 %
                    plan.md, paragraph 3: To learn whether it works.

                3 Gist  [filled, 97 %]
                  gist (summary) found, 97 %
                    “To learn whether it works.”
                      plan.md, paragraph 3: To learn whether it works.

                Open: nothing was found:
                  2 Results

                Findings:
                  error: Missing required section: Results [missing_section]

                """), "\(text)")
    }
}
