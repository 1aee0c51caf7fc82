import Extraction
import Testing

@testable import Documents

@Suite("The classifier")
struct ClassifierTests {
    private func sections(_ classified: ClassifiedContent, _ contents: [ExtractedContent]) -> [String: [String]] {
        var found: [String: [String]] = [:]
        for (source, content) in zip(classified.sources, contents) {
            for placement in source.placements { found[content.blocks[placement.block].text] = placement.sections }
        }
        return found
    }

    @Test("follows titles, not numbers, in a protocol that numbers its sections as it likes")
    func followsTitles() async throws {
        let contents = [ContentBuilder.protocolDocument().built]
        let (classified, _) = try await Sample.outline(of: contents)
        let found = sections(classified, contents)
        #expect(classified.sources[0].kind == .protocolDocument)
        #expect(found["Adults of 50 years or older."] == ["9.3.1"])
        #expect(found["Earlier use of the compound."] == ["9.3.2"])
        #expect(found["To compare the compound with placebo (PBO)."] == ["8"])
        // A plan never speaks for results: 12.2 is not for it.
        #expect(found["Adverse events will be recorded at every visit and reported by the investigator."] == ["9.5.1"])
    }

    @Test("knows the headings of ICH M11 where their titles are shortened")
    func knowsM11() async throws {
        var builder = ContentBuilder("m11.pdf", title: "Clinical Trial Protocol")
        builder.heading("Trial Intervention Dose and Regimen Rationale", number: "6.2", level: 2)
        builder.paragraph("The doses were chosen from an earlier study.")
        builder.heading("Schedule of Activities (SoA)", number: "1.3", level: 2)
        builder.paragraph("See the table.")
        let contents = [builder.built]
        let (classified, _) = try await Sample.outline(of: contents)
        let found = sections(classified, contents)
        #expect(found["The doses were chosen from an earlier study."] == ["9.4.4"])
        #expect(found["See the table."] == ["9.5.1"])
    }

    @Test(
        "places displays by title, and by number where the title says nothing",
        arguments: [
            ("Summary of End of Study Data", "Table 14-9.99", ["10.1", "14.1"]),
            ("Summary of Demographic and Baseline Characteristics", "Table 14-2.01", ["11.2", "14.1"]),
            ("Serious Adverse Events by Patient", "Table 14.3.3", ["12.3.1.2", "14.3.2"]),
            ("Shifts of Laboratory Values During Treatment", "Table 14-6.04", ["12.4.2.2", "14.3.4"]),
            ("Laboratory Values: Change from Baseline", "Table 9", ["12.4.2.1", "14.3.4"]),
            ("Summary of Something", "Table 14-5.01", ["12.2.2", "14.3.1"]),
            ("Summary of Something", "Table 14-3.10", ["11.4.1", "14.2"]),
        ])
    func placesDisplays(_ caption: String, _ label: String, _ expected: [String]) async throws {
        var builder = ContentBuilder("table.docx", format: .docx)
        builder.table(caption, label: label, headers: ["", "A (N=2)", "B (N=3)"], rows: [["x", "1", "2"]])
        let (classified, _) = try await Sample.outline(of: [builder.built])
        #expect(classified.sources[0].kind == .tables)
        #expect(classified.sources[0].placements.map(\.sections) == [expected])
    }

    @Test("reads a title by where it stands: analyses below statistics, measurements elsewhere")
    func readsTitlesInContext() async throws {
        var builder = ContentBuilder("protocol.pdf", title: "Clinical Study Protocol")
        builder.heading("Study Assessments", number: "6")
        builder.heading("Vital Signs", number: "6.1", level: 2)
        builder.paragraph("They are taken at every visit.")
        builder.heading("Statistical Considerations", number: "7")
        builder.heading("Vital Signs", number: "7.1", level: 2)
        builder.paragraph("They are summarised by group.")
        let contents = [builder.built]
        let found = sections(try await Sample.outline(of: contents).0, contents)
        #expect(found["They are taken at every visit."] == ["9.5.1"])
        #expect(found["They are summarised by group."] == ["9.7.1"])
    }

    @Test("ends a chapter by its number where the heading of the next was not recognised")
    func endsChapters() async throws {
        var builder = ContentBuilder("protocol.pdf", title: "Clinical Study Protocol")
        builder.heading("Synopsis", number: "1")
        builder.heading("Inclusion Criteria", level: 2)
        builder.paragraph("Adults, in brief.")
        builder.heading("Inclusion Criteria", number: "5.1", level: 2)
        builder.paragraph("Adults, in full.")
        let contents = [builder.built]
        let found = sections(try await Sample.outline(of: contents).0, contents)
        #expect(found["Adults, in brief."] == ["2"])
        #expect(found["Adults, in full."] == ["9.3.1"])
    }

    @Test("takes a line that is word for word a title for a heading, below a heading whose section has parts")
    func readsRunInHeadings() async throws {
        var builder = ContentBuilder("protocol.pdf", title: "Clinical Study Protocol")
        builder.heading("Ethical Considerations", number: "8")
        builder.paragraph("Informed Consent")
        builder.paragraph("Every participant signs before anything is done.")
        let contents = [builder.built]
        let found = sections(try await Sample.outline(of: contents).0, contents)
        #expect(found["Every participant signs before anything is done."] == ["5.3"])
    }

    @Test("lists what fits no section")
    func listsUnplaced() async throws {
        var builder = ContentBuilder("note.txt", format: .text)
        builder.paragraph("Lunch is at noon.")
        let (classified, outline) = try await Sample.outline(of: [builder.built])
        #expect(classified.sources[0].unplaced == [0])
        #expect(outline.unplaced.map(\.citation.excerpt) == ["Lunch is at noon."])
    }

    @Test("only suggests a section by words alone, and fills none with such a guess")
    func onlySuggestsByWords() async throws {
        var builder = ContentBuilder("note.txt", format: .text)
        builder.paragraph("Blood pressure, pulse and electrocardiogram were stable, as were weight and temperature.")
        let (classified, outline) = try await Sample.outline(of: [builder.built])
        let placement = try #require(classified.sources[0].placements.first)
        #expect(placement.reason == .words && placement.confidence < CopyRule().minConfidence)
        #expect(outline.sections.allSatisfy { $0.status != .filled })
    }

    @Test("makes an outline of the sources' own headings for a generic document")
    func followsSources() async throws {
        var builder = ContentBuilder("text.md", format: .markdown)
        builder.heading("One")
        builder.paragraph("First.")
        builder.heading("Two", level: 2)
        builder.paragraph("Second.")
        let generic = try #require(try TemplateCatalogue.builtIn().template(id: "generic"))
        let (_, outline) = try await Sample.outline(of: [builder.built], template: generic)
        #expect(outline.sections.map(\.title) == ["One", "Two"])
        #expect(outline.sections.allSatisfy { $0.status == .filled } && outline.firstError == nil)
    }

    @Test("gives the same answer twice")
    func isDeterministic() async throws {
        let one = try await Sample.outline(of: ContentBuilder.study())
        let other = try await Sample.outline(of: ContentBuilder.study())
        #expect(one.0 == other.0 && one.1 == other.1)
    }
}
