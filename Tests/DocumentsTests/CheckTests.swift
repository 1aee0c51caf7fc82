import Extraction
import Testing

@testable import Documents

/// What must add up and agree in tables, dates and text. Each case has a twin that is right and raises nothing.
@Suite("The checks of what sources say")
struct CheckTests {
    private func codes(_ content: ContentBuilder) async throws -> [String] {
        let (_, outline) = try await Sample.outline(of: [ContentBuilder.protocolDocument().built, content.built])
        return outline.findings.map(\.code)
    }

    private func table(_ caption: String, _ rows: [[String]]) -> ContentBuilder {
        var builder = ContentBuilder("table.docx", format: .docx)
        builder.table(caption, label: "Table 14.1.1", headers: ContentBuilder.arms, rows: rows)
        return builder
    }

    @Test("find reasons that are fewer than the patients who stopped", arguments: [(24, false), (23, true)])
    func reasons(_ others: Int, _ isFault: Bool) async throws {
        let found = try await codes(
            table(
                "Disposition of Patients",
                [
                    ["Completed", "100", "80", "180"], ["Discontinued", "50", "24", "74"],
                    ["Reason for Discontinuation:", "", "", ""], ["Adverse event", "30", "0", "30"],
                    ["Other", "20", "\(others)", "44"], ["", "", "", ""],
                ]))
        #expect(found.contains("reasons_do_not_add_up") == isFault)
    }

    @Test("find an analysis set that is larger than what was randomised", arguments: [(150, false), (151, true)])
    func nesting(_ safety: Int, _ isFault: Bool) async throws {
        let found = try await codes(
            table(
                "Summary of Populations",
                [["Randomised", "150", "104", "254"], ["Safety", "\(safety)", "104", "254"]]))
        #expect(found.contains("populations_not_nested") == isFault)
    }

    @Test(
        "find a percentage that its count does not give",
        arguments: [("8 ( 5.3%)", false), ("8 ( 5%)", false), ("8 ( 6.3%)", true), ("8 ( 53%)", true)])
    func percentages(_ cell: String, _ isFault: Bool) async throws {
        var rows = (1...10).map { ["Term \($0)", "15 ( 10.0%)", "", ""] }
        rows.append(["Headache", cell, "", ""])
        #expect(try await codes(table("Adverse Events", rows)).contains("percent_differs") == isFault)
    }

    @Test("leave percentages alone that are of another number")
    func otherDenominators() async throws {
        let rows = (1...10).map { ["Visit \($0)", "15 ( 25.0%)", "", ""] }
        #expect(try await !codes(table("Adverse Events", rows)).contains("percent_differs"))
    }

    @Test(
        "find statistics that cannot be",
        arguments: [("61", "8.1", false), ("91", "8.1", true), ("61", "-8.1", true)])
    func statistics(_ median: String, _ deviation: String, _ isFault: Bool) async throws {
        let found = try await codes(
            table(
                "Demographic Characteristics",
                [
                    ["n", "150", "", ""], ["Mean", "60.2", "", ""], ["SD", deviation, "", ""],
                    ["Median", median, "", ""], ["Min", "50", "", ""], ["Max", "89", "", ""],
                ]))
        #expect(found.contains("impossible_statistic") == isFault)
    }

    @Test("find a p-value above one", arguments: [("0.42", false), ("4.2", true)])
    func probabilities(_ value: String, _ isFault: Bool) async throws {
        var builder = ContentBuilder("table.docx", format: .docx)
        builder.table(
            "Primary Endpoint", label: "Table 14.2.1", headers: ["", "A (N=2)", "B (N=3)", "p-value"],
            rows: [["Change", "1", "2", value]])
        #expect(try await codes(builder).contains("impossible_statistic") == isFault)
    }

    @Test(
        "find dates of the study that contradict their order",
        arguments: [
            ("05-Dec-2017", "12 January 2019", false), ("2019-01-13", "January 12, 2019", true),
            // Nobody can tell whether this is May or December.
            ("05/12/2019", "12 January 2019", false),
        ])
    func dates(_ first: String, _ last: String, _ isFault: Bool) async throws {
        var builder = ContentBuilder("report.docx", format: .docx, title: "Clinical Study Report")
        builder.paragraph("First patient enrolled: \(first)")
        builder.paragraph("Last patient completed: \(last)")
        #expect(try await codes(builder).contains("dates_out_of_order") == isFault)
    }

    @Test("find a reference to a section that the source does not have", arguments: [("3.4", false), ("3.7", true)])
    func references(_ number: String, _ isFault: Bool) async throws {
        var builder = ContentBuilder.protocolDocument()
        builder.heading("Concomitant Therapy", number: "3.8", level: 2)
        builder.paragraph("Other treatments are allowed unless Section \(number) excludes them.")
        let (_, outline) = try await Sample.outline(of: [builder.built])
        #expect(outline.findings.contains { $0.code == "reference_unresolved" } == isFault)
    }

    @Test("find placeholders that the sources left", arguments: [("as agreed", false), ("TBD", true)])
    func placeholders(_ words: String, _ isFault: Bool) async throws {
        var builder = ContentBuilder.protocolDocument()
        builder.heading("Concomitant Therapy", number: "3.8", level: 2)
        builder.paragraph("Other treatments are allowed for \(words).")
        let (_, outline) = try await Sample.outline(of: [builder.built])
        #expect(outline.findings.contains { $0.code == "placeholder" } == isFault)
    }
}
