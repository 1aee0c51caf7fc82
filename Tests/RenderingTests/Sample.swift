import Rendering

/// A manuscript with everything that a report has: front matter, open sections, lists, long, wide and spanning tables.
enum Sample {
    static func report(
        style: Manuscript.CitationStyle = .comments, isDraft: Bool = true, rows: Int = 60
    ) -> Manuscript {
        Manuscript(
            titlePage: titlePage, sections: frontMatter + investigation + results(rows: rows),
            abbreviations: abbreviations, properties: properties(isDraft: isDraft), citationStyle: style,
            sources: sources, findings: isDraft ? findings : [])
    }

    static func properties(isDraft: Bool = false) -> Manuscript.Properties {
        Manuscript.Properties(
            title: titlePage.title, studyID: "GLY-301", documentID: "0192f0c4-7d7e-7abc-8def-0123456789ab",
            date: "2026-03-01T12:00:00Z", inputDigest: "3f2a9c81d0e4", isDraft: isDraft)
    }

    /// A manuscript of one section, for tests that look at one thing.
    static func small(
        _ content: [Manuscript.Element], style: Manuscript.CitationStyle = .comments, openInstruction: String? = nil
    ) -> Manuscript {
        Manuscript(
            titlePage: .init(title: "A Small Study", documentType: "Clinical Study Report"),
            sections: [
                .init(id: "s", level: 1, number: "1", title: "Only", content: content, openInstruction: openInstruction)
            ],
            properties: properties(), citationStyle: style, sources: sources)
    }

    static let sources = [
        Manuscript.Source(name: "protocol-gly-301.pdf", sha256: digest("a1"), kind: "protocol"),
        Manuscript.Source(name: "tables-14.docx", sha256: digest("b2"), kind: "tables"),
        Manuscript.Source(name: "statistical-analysis-plan-version-2.0-final.pdf", sha256: digest("c3")),
    ]

    static let findings = [
        Manuscript.Finding(severity: "error", message: "Missing required section: Safety Analysis"),
        Manuscript.Finding(
            severity: "warning",
            message: "Section 9.4.2 has no source: batch numbers of the investigational product were not found."),
        Manuscript.Finding(severity: "info", message: "Planned sample size 300, randomised 254."),
    ]

    private static func digest(_ pair: String) -> String { String(repeating: pair, count: 32) }

    private static let titlePage = Manuscript.TitlePage(
        title: "A Randomised, Double-Blind, Placebo-Controlled Study of Galleytamine in Adults with Mild Impairment",
        documentType: "Clinical Study Report",
        fields: [
            .init(label: "Protocol number", value: "GLY-301"), .init(label: "Phase", value: "3"),
            .init(label: "Sponsor", value: "Example Therapeutics"),
            .init(label: "Indication", value: "Mild impairment"),
            .init(label: "Date of first enrolment", value: nil), .init(label: "Date of report", value: nil),
        ])

    private static let abbreviations = [
        Manuscript.Abbreviation(short: "AE", meaning: "Adverse event"),
        Manuscript.Abbreviation(short: "CI", meaning: "Confidence interval"),
        Manuscript.Abbreviation(short: "ITT", meaning: "Intention to treat"),
        Manuscript.Abbreviation(short: "SAE", meaning: "Serious adverse event"),
    ]

    static func protocolPage(_ page: Int, _ excerpt: String) -> Manuscript.Citation {
        Manuscript.Citation(source: 0, place: "page \(page)", excerpt: excerpt)
    }

    private static let frontMatter = [
        Manuscript.Section(id: "1", level: 1, number: "1", title: "Title Page", role: .titlePage),
        Manuscript.Section(
            id: "2", level: 1, number: "2", title: "Synopsis",
            content: [
                .paragraph(
                    .init(
                        """
                        This was a randomised, double-blind, placebo-controlled study in adults with mild impairment. \
                        Approximately 300 patients were to be enrolled, 100 in each of three groups, and treated for \
                        24 weeks.
                        """, citations: [protocolPage(4, "Approximately 300 patients will be enrolled")])),
                .table(
                    .init(
                        caption: "Synopsis of Results", headerRows: 1,
                        rows: [
                            [.init("Item"), .init("Result")],
                            [.init("Randomised"), .init("254 patients: 86 placebo, 84 low dose, 84 high dose")],
                            [.init("Completed week 24"), .init("118 patients (46.5%)")],
                        ], citations: [.init(source: 1, place: "Table 14-1.01", excerpt: "254")])),
            ]),
        Manuscript.Section(id: "3", level: 1, number: "3", title: "Table of Contents", role: .tableOfContents),
        Manuscript.Section(
            id: "4", level: 1, number: "4", title: "List of Abbreviations and Definition of Terms", role: .abbreviations
        ),
        Manuscript.Section(
            id: "5", level: 1, number: "5", title: "Ethics",
            openInstruction: "Name the independent ethics committees and say how consent was obtained"),
    ]
}
