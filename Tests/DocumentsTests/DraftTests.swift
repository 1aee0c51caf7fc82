import Foundation
import Rendering
import Testing

@testable import Documents

@Suite("A draft")
struct DraftTests {
    @Test("of an incomplete outline lists every finding and leaves its gaps visibly open")
    func showsFindings() async throws {
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study(safety: false))
        let draft = DraftAssembler(outline, request: Sample.request()).draft()
        #expect(draft.manuscript.properties.isDraft)
        #expect(draft.manuscript.findings.count == outline.findings.count)
        #expect(draft.manuscript.findings.first?.message == "Missing required section: Safety Analysis")
        let open = draft.manuscript.sections.first { $0.id == "12.2.3" }
        #expect(open?.content.isEmpty == true && open?.openInstruction?.isEmpty == false)
    }

    @Test("of a complete outline shows none, and takes its title page from the facts")
    func hasTitlePage() async throws {
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study())
        let manuscript = DraftAssembler(outline, request: Sample.request()).draft().manuscript
        #expect(!manuscript.properties.isDraft && manuscript.findings.isEmpty)
        #expect(manuscript.titlePage.fields.first?.value == "ABC-123")
        #expect(manuscript.properties.studyID == "ABC-123" && manuscript.properties.inputDigest.count == 12)
    }

    @Test("gives the same bytes twice")
    func isDeterministic() async throws {
        func bytes() async throws -> [RenderedFile] {
            let (_, outline) = try await Sample.outline(of: ContentBuilder.study())
            let manuscript = DraftAssembler(outline, request: Sample.fixed).draft().manuscript
            return try await Renderer(converter: nil).render(manuscript, formats: [.docx, .html, .markdown])
        }
        #expect(try await bytes() == (try await bytes()))
    }

    @Test(
        "collects abbreviations where they are defined",
        arguments: [
            ("patients with Alzheimer's Disease (AD)", "AD", "Alzheimer's Disease"),
            ("the Transdermal Therapeutic System (TTS) was", "TTS", "Transdermal Therapeutic System"),
            (
                "Alzheimer's Disease and Related Disorders Association (ADRDA)", "ADRDA",
                "Alzheimer's Disease and Related Disorders Association"
            ),
            ("a Mini-Mental State Examination (MMSE) score", "MMSE", "Mini-Mental State Examination"),
            ("human immunodeficiency virus (HIV)", "HIV", "human immunodeficiency virus"),
            ("monoamine oxidase inhibitors (MAOI)", "MAOI", "monoamine oxidase inhibitors"),
        ])
    func collectsAbbreviations(_ text: String, _ short: String, _ meaning: String) {
        var collector = AbbreviationCollector()
        collector.collect(from: text)
        #expect(collector.abbreviations == [.init(short: short, meaning: meaning)])
    }

    @Test(
        "takes no other bracket for an abbreviation",
        arguments: ["mean (SD)", "Lilly (LY246708)", "86 (100%)", "see (Table)"])
    func ignoresOtherBrackets(_ text: String) {
        var collector = AbbreviationCollector()
        collector.collect(from: text)
        #expect(collector.abbreviations.isEmpty)
    }

    @Test("has a manifest that reads back, its content the same whenever it is made")
    func hasManifest() async throws {
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study())
        let draft = DraftAssembler(outline, request: Sample.fixed).draft()
        let manifest = Manifest(
            content: .init(draft, outputs: []),
            run: .init(
                documentId: "d", organization: "acme", requestedBy: "k", requestedAt: .init(timeIntervalSince1970: 1),
                finishedAt: .init(timeIntervalSince1970: 2), tools: ["qpdf": "11"], renderingMs: 5))
        let bytes = try manifest.json()
        #expect(try Manifest(json: bytes) == manifest)
        #expect(String(decoding: bytes, as: UTF8.self).contains("\"section_id\" : \"9.1\""))
        #expect(manifest.content.sections.first { $0.sectionId == "9.1" }?.citations.first?.page == 2)
    }
}
