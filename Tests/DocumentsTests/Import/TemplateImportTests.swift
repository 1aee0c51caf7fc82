import Extraction
import Foundation
import Rendering
import Sandbox
import Testing

@testable import Documents
@testable import Extraction

@Suite("A template made of a house document")
struct TemplateImportTests {
    @Test(
        "takes for instructions what is said to the writer, or has a place to be filled in",
        arguments: [
            "<Describe the design>", "[Insert the date]", "Click or tap here to enter text.", "Choose an item.",
            "Describe the populations.", "The study was done by <CRO name> in Europe.", "Note to authors: be brief.",
            "This section should be short.", "Approved on {{date}}.", "Signed: ____",
        ])
    func instructions(_ text: String) {
        #expect(HouseInstruction.isInstruction(text))
    }

    @Test(
        "takes for fixed text what is said to the reader",
        arguments: [
            "The study was conducted in accordance with good clinical practice.",
            "Values of x < 5 and y > 3 were kept.",
            "See the literature [12] and units [mg].", "Lists of patients are attached.",
            "This report is confidential.",
        ])
    func fixedText(_ text: String) {
        #expect(!HouseInstruction.isInstruction(text))
    }

    @Test("leaves out brackets around an instruction, and prompts that say nothing")
    func bareWords() {
        #expect(HouseInstruction.words(of: "<Describe the design>") == "Describe the design")
        #expect(HouseInstruction.words(of: "[A] or [B]") == "[A] or [B]")
        #expect(HouseInstruction.words(of: "Click or tap here to enter text.") == "")
        #expect(HouseInstruction.words(of: "[Click here]") == "")
    }

    /// A small house report as Word would have it, written by our own writer.
    private static func house() async throws -> ExtractedContent {
        func section(_ number: String?, _ title: String, _ content: [Manuscript.Element] = []) -> Manuscript.Section {
            .init(
                id: number ?? title, level: number?.split(separator: ".").count ?? 1, number: number, title: title,
                content: content)
        }
        func text(_ text: String) -> Manuscript.Element { .paragraph(.init(text)) }
        let manuscript = Manuscript(
            titlePage: .init(title: "House Report", documentType: "Study Report"),
            sections: [
                section("1", "Synopsis", [text("Summarize the study.")]),
                section(
                    "2", "Ethics",
                    [text("The study followed good clinical practice."), text("[Name the committees.]")]),
                section("3", "Study Design", [text("Click or tap here to enter text.")]),
                section("3.1", "Inclusion Criteria"),
                section("4", "Adverse Events", [text("Tables follow.")]),
                section("5", "Confidentiality", [text("This report is confidential."), text("Do not copy it.")]),
                section("5", "Confidentiality"),
            ], properties: .init(title: "House Report", documentID: "h", date: "2026-01-01", inputDigest: "0"))
        let path = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).docx").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        try Data(try DOCXWriter().write(manuscript)).write(to: URL(filePath: path))
        return try await InProcessExtractor(tools: try .nested()).extract(path: path, name: "house.docx")
    }

    private static func house(_ base: TemplateImport.Base) async throws -> TemplateImport {
        try TemplateImport(try await house(), base: base)
    }

    @Test("has its headings, its fixed text and its instructions, and passes the check")
    func imports() async throws {
        let made = try await Self.house(.none)
        let sections = made.template.sections.filter { $0.role == nil }
        #expect(sections.map(\.id) == ["1", "2", "3", "3.1", "4", "5", "5-2"])
        #expect(sections.map(\.level) == [1, 1, 1, 2, 1, 1, 1])
        #expect(sections[0].instruction == "Summarize the study." && sections[0].text == nil)
        #expect(sections[1].text == "The study followed good clinical practice.")
        #expect(sections[1].instruction == "Name the committees.")
        #expect(sections[2].instruction == nil && sections[2].text == nil)
        #expect(sections[5].text == "This report is confidential.\n\nDo not copy it.")
        // Text without an instruction wants nothing more.
        #expect(sections.map(\.rules.count) == [1, 1, 1, 1, 0, 0, 1])
        let written = try TemplateReader.read(try TemplateWriter.yaml(of: made.template))
        #expect(written == made.template)
    }

    @Test("takes over the rules of the built-in template where the titles are the same, with the house's numbers")
    func mapsToBase() async throws {
        let made = try await Self.house(.named(try Sample.csr()))
        #expect(made.report.base == "csr" && made.report.mapped >= 5)
        let sections = Dictionary(uniqueKeysWithValues: made.template.sections.map { ($0.id, $0) })
        let synopsis = try #require(sections["1"])
        #expect(synopsis.missing == .error && synopsis.rules.map(\.id).contains("design"))
        guard case .summary(let design)? = synopsis.rules.first(where: { $0.id == "design" })?.action else {
            Issue.record("the summary of the design is gone")
            return
        }
        #expect(design.sections == ["3"])
        // The house has no section on statistics.
        #expect(!synopsis.rules.map(\.id).contains("statistics"))
        #expect(sections["4"]?.synonyms.contains("Treatment-Emergent Adverse Events") == true)
        #expect(made.template.tableMap.contains { $0.sections.contains("4") })
        #expect(try TemplateReader.read(try TemplateWriter.yaml(of: made.template)) == made.template)
    }

    @Test("takes the likeliest base by itself, and none for a document of another kind")
    func findsBase() async throws {
        #expect(try await Self.house(.likeliest).report.base == "csr")
        var builder = ContentBuilder("manual.docx", format: .docx)
        for title in ["Installing the Pump", "Cleaning", "Spare Parts"] { builder.heading(title) }
        #expect(try TemplateImport(builder.built).report.base == nil)
    }

    @Test("fills a document: fixed text first, then what the sources say; open where an instruction wants more")
    func fills() async throws {
        let template = try await Self.house(.named(try Sample.csr())).template
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study(), template: template)
        let sections = Dictionary(uniqueKeysWithValues: outline.sections.map { ($0.id, $0) })
        #expect(sections["5"]?.status == .filled && sections["5"]?.results.isEmpty == true)
        #expect(sections["2"]?.status == .open)
        #expect(sections["3"]?.citations.first?.excerpt.hasPrefix("Approximately 300 patients") == true)
        #expect(sections["3.1"]?.citations.first?.excerpt == "Adults of 50 years or older.")
        let manuscript = DraftAssembler(outline, request: Sample.fixed).draft().manuscript
        let html = try await Renderer(converter: nil).render(manuscript, formats: [.html])[0]
        let page = String(decoding: html.bytes, as: UTF8.self)
        let fixed = try #require(page.range(of: "The study followed good clinical practice."))
        let open = try #require(page.range(of: "[To be completed: Name the committees.]"))
        #expect(fixed.upperBound < open.lowerBound)
    }

    @Test("needs headings")
    func needsHeadings() {
        var builder = ContentBuilder("flat.docx", format: .docx)
        builder.paragraph("Only text.")
        let error = #expect(throws: NoHeadings.self) { try TemplateImport(builder.built) }
        #expect(error?.description.hasPrefix("flat.docx has no headings") == true)
    }

    @Test("clamps depths that skip, and says what it cannot carry over")
    func clamps() throws {
        var builder = ContentBuilder("deep.docx", format: .docx)
        builder.paragraph("House Manual")
        builder.heading("One", level: 3)
        builder.heading("Two", level: 6)
        builder.table("Visits", label: "Table 1", headers: ["Visit", "Week"], rows: [["1", "0"]])
        let made = try TemplateImport(builder.built, base: .none)
        #expect(made.template.name == "House Manual" && made.template.sections.map(\.level) == [1, 2])
        #expect(
            made.template.sections[1].instruction
                == "The house has a table here with the columns Visit, Week: Table 1: Visits.")
        #expect(made.report.notes.contains { $0.hasSuffix("not carried over: 1") })
    }

    @Test("of public documents passes the check", .enabled(if: Corpus.isExpected))
    func corpus() async throws {
        let names = ["SDRG_CDISCPILOT03", "WPCT_Fig_7.1_Requirements", "TDF_ADaM_ReadMe"].map { "phuse/\($0).docx" }
        for content in try await Corpus.read(names) {
            let template = try TemplateImport(content).template
            #expect(template.sections.count >= 5)
            #expect(try TemplateReader.read(try TemplateWriter.yaml(of: template)) == template)
        }
    }
}
