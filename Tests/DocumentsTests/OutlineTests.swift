import Extraction
import Rendering
import Testing

@testable import Documents

@Suite("The outline of a report")
struct OutlineTests {
    @Test("is complete when every required section has content, each cited with source and page")
    func isComplete() async throws {
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study())
        #expect(outline.firstError == nil, "\(outline.findings.prefix(3).map(\.message))")
        let design = try #require(outline.sections.first { $0.id == "9.1" })
        #expect(design.status == .filled)
        #expect(design.citations.map(\.source) == ["protocol.pdf"] && design.citations.map(\.page) == [2])
        #expect(design.citations.first?.excerpt.hasPrefix("Approximately 300 patients") == true)
        #expect(outline.sections.first { $0.id == "2" }?.status == .filled)
    }

    @Test("without safety content fails with exactly the message that users know")
    func missesSafety() async throws {
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study(safety: false))
        #expect(
            outline.findings.filter { $0.severity == .error }.map(\.message) == [
                "Missing required section: Safety Analysis"
            ])
        #expect(outline.firstError?.section == "12")
    }

    @Test("names the section itself where its chapter has other content")
    func missesOneSection() async throws {
        var labs = ContentBuilder("labs.docx", format: .docx)
        labs.table("Laboratory Values", headers: ContentBuilder.arms, rows: [["ALT", "1", "2", "3"]])
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study(safety: false) + [labs.built])
        #expect(outline.firstError?.message == "Missing required section: Adverse Events")
    }

    @Test("tells planned and actual numbers apart, and finds no fault in their difference")
    func keepsPlannedApart() async throws {
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study())
        #expect(outline.fact("sample_size_planned")?.value == "300")
        #expect(outline.fact("sample_size_randomised")?.value == "254")
        let finding = outline.findings.first { $0.code == "planned_and_actual" }
        #expect(finding?.severity == .info && finding?.message.contains("300; randomised: 254") == true)
        #expect(!outline.findings.contains { $0.code == "population_differs" })
    }

    @Test("reports sums and numbers that contradict each other, with their places")
    func reportsContradictions() async throws {
        var bad = ContentBuilder("bad.docx", format: .docx)
        bad.table(
            "Disposition of Patients", label: "Table 9", subtitles: ["Population: Intent-to-Treat"],
            headers: ["", "Active (N=151)", "Placebo (N=104)", "Total (N=254)"],
            rows: [["Completed", "100", "80", "180"], ["Discontinued", "50", "24", "74"]])
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study() + [bad.built])
        let found = Dictionary(grouping: outline.findings, by: \.code)
        #expect(found["arms_do_not_add_up"]?.first?.message == "Table 9: the groups add up to 255, the total says 254")
        #expect(found["disposition_does_not_add_up"]?.first?.message.contains("are not 151") == true)
        #expect(found["population_differs"]?.first?.message == "Active (intent treat) has different numbers: 150, 151")
        #expect(found["population_differs"]?.first?.citations.map(\.source) == ["disposition.docx", "bad.docx"])
    }

    @Test("warns of two protocol numbers")
    func comparesIdentifiers() async throws {
        var other = ContentBuilder("events.docx", format: .docx)
        other.table(
            "Adverse Events", subtitles: ["Protocol: XYZ-999"], headers: ContentBuilder.arms,
            rows: [["a", "1", "2", "3"]])
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study() + [other.built])
        #expect(outline.fact("protocol_number")?.value == "ABC-123")
        #expect(
            outline.findings.first { $0.code == "protocol_number_differs" }?.message.contains("ABC-123, XYZ-999")
                == true)
    }

    @Test("warns of copied plans in the future tense")
    func findsFutureTense() async throws {
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study())
        #expect(outline.findings.contains { $0.code == "future_tense" && $0.section == "9.1" })
    }

    @Test("turns a rule that gives up into a finding")
    func survivesPathologicalRules() async throws {
        let template = try TemplateReader.read(
            """
            document_type: Note
            sections:
              - {title: Only, rules: [{id: bad, kind: value, label: As, pattern: '(a+)+$'}]}
            """)
        var builder = ContentBuilder("a.txt", format: .text)
        builder.paragraph(String(repeating: "a", count: 60) + "!")
        let (_, outline) = try await Sample.outline(of: [builder.built], template: template)
        #expect(outline.findings.contains { $0.code == "rule_failed" && $0.rule == "bad" })
        #expect(outline.sections[0].results.map(\.status) == [.failed])
    }

    @Test("takes values, lists, counts and chosen tables by rules, and checks what a value must be")
    func appliesRules() async throws {
        let template = try TemplateReader.read(
            #"""
            document_type: Note
            sections:
              - title: Facts
                rules:
                  - {id: n, kind: value, label: Planned, pattern: 'Approximately (?<value>\d+) patients', type: number, maximum: 200}
                  - {id: sponsor, kind: value, label: Sponsor, labels: [Sponsor]}
                  - {id: gone, kind: value, label: Blood type, labels: [Blood type], required: error}
                  - {id: criteria, kind: list, under: '^inclusion'}
                  - {id: count, kind: count, label: Placebo mentions, pattern: placebo, from: [protocol]}
                  - {id: rows, kind: table, caption: demographic, columns: [Total]}
            """#)
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study(), template: template)
        let results = outline.sections[0].results
        #expect(results.map(\.value) == ["300", "Example Sponsor", nil, nil, "1", nil])
        #expect(results[3].citations.map(\.excerpt) == ["Adults of 50 years or older."])
        #expect(outline.findings.contains { $0.code == "invalid_value" && $0.message.contains("above 200") })
        #expect(outline.firstError?.message == "Missing required value: Blood type")
        let table = outline.sections[0].elements.compactMap { element -> Manuscript.DisplayTable? in
            guard case .table(let table) = element else { return nil }
            return table
        }
        #expect(table.first?.rows.first?.map(\.text) == ["", "Total (N=254)"])
    }

    @Test("shortens a long display in the text and keeps the whole one in section 14")
    func shortensDisplays() async throws {
        var events = ContentBuilder("events.docx", format: .docx)
        let rows = (0..<120).map { [$0 % 10 == 0 ? "BODY SYSTEM \($0)" : "  Term \($0)", "1", "2", "3"] }
        events.table("Adverse Events", label: "Table 14.3.1", headers: ContentBuilder.arms, rows: rows)
        let (_, outline) = try await Sample.outline(of: ContentBuilder.study(safety: false) + [events.built])
        func table(_ id: String) -> Manuscript.DisplayTable? {
            for case .table(let table) in outline.sections.first(where: { $0.id == id })?.elements ?? [] {
                return table
            }
            return nil
        }
        #expect(table("12.2.2")?.rows.count == 13)
        #expect(
            table("12.2.2")?.footnotes.last == "Shortened: 12 of 120 rows; the whole display stands in section 14.3.1.")
        #expect(table("14.3.1")?.rows.count == 121)
    }
}
