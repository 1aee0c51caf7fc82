import Extraction
import Rendering
import Testing

@testable import Documents

@Suite("Versions of one source")
struct VersionTests {
    /// A protocol whose front page and planned number are as told.
    private func plan(
        _ name: String, front: String, patients: Int = 300, number: String = "ABC-123", isWhole: Bool = true
    ) -> ExtractedContent {
        var builder = ContentBuilder(name, title: "Clinical Study Protocol")
        builder.paragraph("Protocol number: \(number)")
        builder.paragraph(front)
        if isWhole {
            builder.turnPage()
            for (place, title) in ["Introduction", "Objectives", "Study Design", "Sample Size", "Study Population"]
                .enumerated()
            {
                builder.heading(title, number: "\(place + 1)")
                builder.paragraph("What the plan says of it, which is the same in every version of this protocol.")
            }
        }
        builder.heading("Sample Size", number: "9")
        builder.paragraph("Approximately \(patients) patients will be enrolled at all sites together.")
        return builder.built
    }

    @Test(
        "are read from where documents say them",
        arguments: [
            ("Protocol Amendment 2", "amendment 2"), ("Amendment No. 3, 12 March 2019", "amendment 3, 2019-03-12"),
            ("Amendment 12 March 2019", "2019-03-12"), ("Incorporating Amendments 1, 2 and 4", "amendment 4"),
            ("Protocol ABC-XY-ZZZZ(c)", "amendment 3"), ("Original Protocol: 05-Dec-2017", "original"),
            ("Version 2.0, 2019-03-12", "version 2.0, 2019-03-12"), ("Protocol version: 3", "version 3"),
            ("Amendment B", "amendment 2"), ("Approval Date: 05-Dec-2017", "2017-12-05"),
            ("Country-specific Amendment 2", "amendment 2"),
        ])
    func reading(_ front: String, _ spoken: String) {
        #expect(SourceVersion.read(plan("plan.pdf", front: front)).spoken == spoken)
    }

    @Test(
        "are not read from what is said of others",
        arguments: [
            "Terms follow CTCAE Version 5.0 throughout", "Supersedes version 1.0", "After amendment a new site joined",
            "Twelve patients took part on 5 March 2019",
        ])
    func others(_ front: String) {
        #expect(SourceVersion.read(plan("plan.pdf", front: front)).spoken == nil)
    }

    @Test(
        "are read from the names of files",
        arguments: [("protocol_v2.1.pdf", "version 2.1"), ("Protocol-Amendment-3.docx", "amendment 3")])
    func fileNames(_ name: String, _ spoken: String) {
        #expect(SourceVersion.read(plan(name, front: "Confidential")).spoken == spoken)
    }

    @Test(
        "stand in an order where nothing contradicts it",
        arguments: [
            (SourceVersion(amendment: 1), SourceVersion(amendment: 2), SourceVersion.Order.older),
            (SourceVersion(), SourceVersion(amendment: 1), .older),
            (SourceVersion(number: [2]), SourceVersion(number: [2, 0]), .same),
            (SourceVersion(number: [10, 0]), SourceVersion(number: [9, 1]), .newer),
            (SourceVersion(date: "2019-03-12"), SourceVersion(date: "2018-12-01"), .newer),
            (
                SourceVersion(amendment: 2, date: "2018-01-01"), SourceVersion(amendment: 1, date: "2019-01-01"),
                .unknown
            ),
            (SourceVersion(), SourceVersion(), .unknown),
            (SourceVersion(amendment: 2, isLocal: true), SourceVersion(amendment: 1), .unknown),
        ])
    func order(_ one: SourceVersion, _ other: SourceVersion, _ order: SourceVersion.Order) {
        #expect(one.order(to: other) == order)
    }

    @Test("are replaced by the newest whole one, and what they say differently is listed", arguments: [false, true])
    func newestWins(_ isReversed: Bool) async throws {
        var sources = [
            plan("first.pdf", front: "Original Protocol"), plan("second.pdf", front: "Amendment 1", patients: 330),
            plan("third.pdf", front: "Amendment 2", patients: 360),
        ]
        if isReversed { sources.reverse() }
        let (_, outline) = try await Sample.outline(of: sources)

        #expect(outline.fact("sample_size_planned")?.value == "360")
        let newest = isReversed ? 0 : 2
        let cited = outline.sections.filter { $0.number != "16.1.1" }.flatMap(\.results).flatMap(\.citations)
        #expect(!cited.isEmpty && cited.allSatisfy { $0.index == newest })
        #expect(outline.unplaced.allSatisfy { $0.citation.index == newest })
        #expect(
            outline.sources.map(\.replacedBy)
                == (isReversed ? [nil, "third.pdf", "third.pdf"] : ["third.pdf", "third.pdf", nil]))
        #expect(outline.sources.allSatisfy { ($0.placed > 0) == ($0.replacedBy == nil) })

        let superseded = outline.findings.filter { $0.code == "source_superseded" }.map(\.message)
        #expect(superseded.count == 2)
        #expect(
            superseded.contains(
                "first.pdf (original) is an older version or a copy of third.pdf (amendment 2) and was not used"))
        let differing = outline.findings.filter { $0.code == "versions_differ" }
        #expect(
            differing.map(\.message).contains(
                "Number of patients planned differs between versions: "
                    + "360 in third.pdf (amendment 2), 300 in first.pdf (original)"))
        #expect(differing.allSatisfy { $0.citations.map(\.source) == ["third.pdf", $0.citations[1].source] })
        let changed = outline.findings.filter { $0.code == "versions_changed" }
        #expect(changed.count == 2 && changed.allSatisfy { $0.message.contains("9.7.2") })
    }

    @Test("are all listed where a report names its protocol and amendments")
    func appendix() async throws {
        let (_, outline) = try await Sample.outline(of: [
            plan("first.pdf", front: "Original Protocol"), plan("second.pdf", front: "Amendment 1"),
        ])
        let section = try #require(outline.sections.first { $0.number == "16.1.1" })
        let lines = section.elements.compactMap { element -> String? in
            guard case .paragraph(let text) = element else { return nil }
            return text.text
        }
        #expect(lines.count == 2)
        #expect(lines[0].hasPrefix("first.pdf (protocol, original"))
        #expect(lines[1].hasPrefix("second.pdf (protocol, amendment 1"))
    }

    @Test("are both used where the amendment is no whole protocol, the amendment first")
    func amendmentAlone() async throws {
        let (_, outline) = try await Sample.outline(of: [
            plan("first.pdf", front: "Original Protocol"),
            plan("changes.pdf", front: "Amendment 1", patients: 360, isWhole: false),
        ])
        #expect(outline.sources.allSatisfy { $0.replacedBy == nil })
        #expect(outline.fact("sample_size_planned")?.value == "360")
        let codes = outline.findings.map(\.code)
        #expect(codes.contains("source_amended") && codes.contains("versions_differ"))
    }

    @Test("are both used where nobody can tell which is newer")
    func unclear() async throws {
        let (_, outline) = try await Sample.outline(of: [
            plan("one.pdf", front: "Confidential"), plan("other.pdf", front: "Draft", patients: 360),
        ])
        #expect(outline.sources.allSatisfy { $0.replacedBy == nil })
        #expect(outline.findings.count { $0.code == "versions_unclear" } == 1)
    }

    @Test("are not taken for such where they are of different studies")
    func otherStudy() async throws {
        let (_, outline) = try await Sample.outline(of: [
            plan("first.pdf", front: "Original Protocol"),
            plan("second.pdf", front: "Amendment 1", number: "ABC-124"),
        ])
        #expect(outline.sources.allSatisfy { $0.replacedBy == nil })
        #expect(!outline.findings.contains { $0.code == "source_superseded" || $0.code == "versions_unclear" })
    }

    @Test("that are the same file are used once")
    func sameFile() async throws {
        let source = plan("plan.pdf", front: "Version 1.0")
        let (_, outline) = try await Sample.outline(of: [source, source])
        #expect(outline.sources.map(\.replacedBy) == [nil, "plan.pdf"])
        #expect(outline.findings.map(\.code).contains("source_given_twice"))
        #expect(outline.sections.flatMap(\.results).flatMap(\.citations).allSatisfy { $0.index == 0 })
    }

    @Test("make one outline of a document that follows its sources")
    func following() async throws {
        let contents = [
            plan("first.pdf", front: "Original Protocol"), plan("second.pdf", front: "Amendment 1", patients: 360),
        ]
        let template = try #require(try TemplateCatalogue.builtIn().template(id: "generic"))
        let preview = try await TemplatePreview.make(of: template, from: contents)
        #expect(preview.sections.count { $0.heading.contains("Study Design") } == 1)
        #expect(preview.sources.map(\.replacedBy) == ["second.pdf", nil])
    }
}
