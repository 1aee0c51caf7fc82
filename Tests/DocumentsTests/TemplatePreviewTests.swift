import Extraction
import Foundation
import Testing

@testable import Documents

@Suite("A preview of a template")
struct TemplatePreviewTests {
    @Test("says for each section what each rule found, where, and how surely")
    func showsRules() async throws {
        let preview = try await TemplatePreview.make(of: try Sample.csr(), from: ContentBuilder.study())
        let design = try #require(preview.sections.first { $0.id == "9.1" })
        #expect(design.heading == "9.1 Overall Study Design and Plan - Description" && design.status == .filled)
        let rule = try #require(design.rules.first)
        #expect(rule.rule == "copy" && rule.status == .found && rule.confidence ?? 0 > 0.5)
        let citation = try #require(rule.citations.first)
        #expect(citation.source == "protocol.pdf" && citation.page == 2)
        #expect(citation.excerpt.hasPrefix("Approximately 300 patients"))
    }

    @Test("lists the sections that stay open and every finding, errors first")
    func showsGaps() async throws {
        let preview = try await TemplatePreview.make(
            of: try Sample.csr(), from: ContentBuilder.study(safety: false))
        #expect(preview.openSections.contains("12.2") && !preview.openSections.contains("9.1"))
        #expect(preview.findings.first?.message == "Missing required section: Safety Analysis")
        #expect(preview.findings.map(\.severity) == preview.findings.map(\.severity).sorted(by: >))
        #expect(Set(preview.findings.map(\.severity)) == [.error, .warning, .info])
    }

    @Test("of a template that follows its sources has their headings")
    func followsSources() async throws {
        let template = try #require(try TemplateCatalogue.builtIn().template(id: "generic"))
        let preview = try await TemplatePreview.make(of: template, from: [ContentBuilder.protocolDocument().built])
        #expect(preview.sections.map(\.heading).contains("3.4.2.1 Inclusion Criteria"))
    }
}

/// The template that the documentation shows, read from it.
@Suite("The example in the documentation")
struct TemplateExampleTests {
    private static func text() throws -> String {
        let page = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../../Sources/Documents/Documents.docc/Templates.md")
        let lines = try String(contentsOf: page, encoding: .utf8).split(
            separator: "\n", omittingEmptySubsequences: false)
        let start = try #require(lines.firstIndex { $0.hasPrefix("# house.yaml") })
        let end = try #require(lines[start...].firstIndex { $0.hasPrefix("```") })
        return lines[start..<end].joined(separator: "\n")
    }

    @Test("is a template without faults")
    func isRead() throws {
        let template = try TemplateReader.read(try Self.text())
        #expect(template.sections.map(\.id) == ["1", "2", "2.1", "3", "4"])
    }

    @Test("finds in a study what the page says")
    func finds() async throws {
        let template = try TemplateReader.read(try Self.text())
        let preview = try await TemplatePreview.make(of: template, from: ContentBuilder.study())
        func results(_ section: String) -> [String: RuleResult] {
            let found = preview.sections.first { $0.id == section }?.rules ?? []
            return Dictionary(uniqueKeysWithValues: found.map { ($0.rule, $0) })
        }
        #expect(results("1")["planned"]?.value == "300")
        #expect(results("2")["objectives"]?.citations.map(\.page) == [1])
        #expect(results("2.1")["criteria"]?.citations.map(\.excerpt) == ["Adults of 50 years or older."])
        #expect(results("3")["disposition"]?.citations.map(\.source) == ["disposition.docx"])
        #expect(preview.sections.last?.status == .open)
        #expect(
            preview.findings.first { $0.section == "4" }?.message == "Missing required section: Conclusions")
    }
}
