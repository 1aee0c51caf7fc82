import Rendering

extension Sample {
    static let investigation = [
        Manuscript.Section(id: "9", level: 1, number: "9", title: "Investigational Plan"),
        Manuscript.Section(
            id: "9.1", level: 2, number: "9.1", title: "Overall Study Design and Plan: Description",
            content: [
                .paragraph(
                    .init(
                        """
                        Patients were assigned to one of three groups in equal numbers. The study had a screening period of \
                        two weeks, a double-blind treatment period of 24 weeks and a follow-up of two weeks. Visits took \
                        place at weeks 0, 2, 4, 6, 8, 12, 16, 20, 24 and 26.
                        """,
                        citations: [
                            protocolPage(12, "assigned in a 1:1:1 ratio"),
                            protocolPage(13, "a double-blind treatment period of 24 weeks"),
                        ])),
                .subheading("Schedule of visits"),
                .listItem(
                    level: 0, marker: "\u{2022}", ordered: false, .init("Screening: informed consent, medical history")),
                .listItem(level: 1, marker: "\u{2022}", ordered: false, .init("Laboratory tests, central reading")),
                .listItem(
                    level: 0, marker: "\u{2022}", ordered: false, .init("Treatment: efficacy and safety at each visit")),
                .note("The source is written in the future tense; check each copied sentence."),
            ]),
        Manuscript.Section(id: "9.3", level: 2, number: "9.3", title: "Selection of Study Population"),
        Manuscript.Section(
            id: "9.3.1", level: 3, number: "9.3.1", title: "Inclusion Criteria",
            content: [
                .listItem(
                    level: 0, marker: "[1]", ordered: true,
                    .init(
                        "Men and women at least 50 years of age who can read the questionnaires and who live with a carer able to accompany them to every visit of the study.",
                        citations: [protocolPage(16, "at least 50 years of age")])),
                .listItem(level: 0, marker: "[2]", ordered: true, .init("A score of 10 to 23 on the screening scale.")),
                .listItem(level: 1, marker: "a)", ordered: true, .init("Measured at screening")),
                .listItem(level: 1, marker: "b)", ordered: true, .init("Confirmed at baseline")),
            ]),
        Manuscript.Section(
            id: "9.4.2", level: 3, number: "9.4.2", title: "Identity of Investigational Product(s)",
            openInstruction: "Give formulation, strength and batch numbers"),
    ]

    static func results(rows: Int) -> [Manuscript.Section] {
        [
            Manuscript.Section(id: "10", level: 1, number: "10", title: "Study Patients"),
            Manuscript.Section(
                id: "10.1", level: 2, number: "10.1", title: "Disposition of Patients", content: [.table(disposition)]),
            Manuscript.Section(id: "12", level: 1, number: "12", title: "Safety Evaluation"),
            Manuscript.Section(
                id: "12.2", level: 2, number: "12.2", title: "Adverse Events",
                content: [
                    .paragraph(.init("Adverse events by preferred term are shown below.")), .table(adverseEvents(rows)),
                ]),
            Manuscript.Section(
                id: "12.4", level: 2, number: "12.4", title: "Clinical Laboratory Evaluation",
                content: [.table(laboratory)]),
            Manuscript.Section(
                id: "13", level: 1, number: "13", title: "Discussion and Overall Conclusions",
                openInstruction: "Discuss benefit and risk against the objectives"),
        ]
    }

    static let disposition = Manuscript.DisplayTable(
        caption: "Summary of Disposition by Treatment Group", sourceLabel: "Table 14-1.02",
        subtitles: ["Population: Intention to treat"], headerRows: 2,
        rows: [
            [
                .init("", rowSpan: 2), .init("Galleytamine", columnSpan: 2), .init("Placebo\n(N=86)", rowSpan: 2),
                .init("Total\n(N=254)", rowSpan: 2),
            ],
            [.init("Low dose\n(N=84)"), .init("High dose\n(N=84)")],
            [
                .init("Completed week 24"), .init("28 (33.3%)"), .init("30 (35.7%)"), .init("60 (69.8%)"),
                .init("118 (46.5%)"),
            ],
            [
                .init("Early termination"), .init("56 (66.7%)"), .init("54 (64.3%)"), .init("26 (30.2%)"),
                .init("136 (53.5%)"),
            ],
            [.init("Reason for early termination", columnSpan: 5)],
            [
                .init("  Adverse event"), .init("44 (52.4%)"), .init("39 (46.4%)"), .init("8 (9.3%)"),
                .init("91 (35.8%)"),
            ],
            [.init("  Death"), .init("1 (1.2%)"), .init("0"), .init("2 (2.3%)"), .init("3 (1.2%)")],
            [.init("  Lack of efficacy [1]"), .init("0"), .init("1 (1.2%)"), .init("3 (3.5%)"), .init("4 (1.6%)")],
        ],
        footnotes: ["[1] As judged by patient or carer.", "Percentages are of the patients randomised to each group."],
        citations: [.init(source: 1, place: "page 2", excerpt: "Completed Week 24 60 (70%) 28 (33%) 30 (36%)")])

    static func adverseEvents(_ count: Int) -> Manuscript.DisplayTable {
        let terms = [
            "Application site pruritus", "Dizziness", "Erythema", "Hyperhidrosis", "Nausea", "Rash",
            "Sinus bradycardia",
        ]
        let header: [Manuscript.Cell] = [
            .init("System organ class"), .init("Preferred term"), .init("Placebo\n(N=86)"), .init("Low dose\n(N=84)"),
            .init("High dose\n(N=84)"), .init("p value"),
        ]
        let rows: [[Manuscript.Cell]] = (0..<count).map { row in
            let first: [Manuscript.Cell] = row % 5 == 0 ? [.init("Class \(row / 5 + 1) disorders", rowSpan: 5)] : []
            return first + [
                .init(terms[row % terms.count]), .init("\(row) (\(row % 10).\(row % 7)%)"),
                .init("\(row * 3) (\(row * 3 % 100).1%)"), .init("\(row + 9) (1\(row % 10).4%)"),
                .init("<0.\(row % 9)1"),
            ]
        }
        return .init(
            caption: "Incidence of Treatment-Emergent Adverse Events by System Organ Class and Preferred Term",
            sourceLabel: "Table 14-5.01", headerRows: 1, rows: [header] + rows,
            citations: [.init(source: 1, place: "pages 20 to 24", excerpt: "Application site pruritus")])
    }

    static let laboratory: Manuscript.DisplayTable = {
        let visits = ["Baseline"] + (1...6).map { "Week \($0 * 4)" }
        let top: [Manuscript.Cell] =
            [.init("Parameter", rowSpan: 2), .init("Group", rowSpan: 2)]
            + visits.prefix(6).map { .init($0, columnSpan: 2) }
        let second: [Manuscript.Cell] = (0..<6).flatMap { _ in [Manuscript.Cell("Mean"), Manuscript.Cell("SD")] }
        let parameters = ["Alanine aminotransferase (U/L)", "Creatinine (umol/L)", "Haemoglobin (g/L)"]
        let rows: [[Manuscript.Cell]] = parameters.flatMap { parameter in
            ["Placebo", "Low dose", "High dose"].enumerated().map { index, group in
                let first: [Manuscript.Cell] = index == 0 ? [.init(parameter, rowSpan: 3)] : []
                return first + [.init(group)] + (0..<12).map { .init("\(17 + $0 * 3 + index).\($0 % 10)") }
            }
        }
        return .init(
            caption: "Laboratory Values by Visit", sourceLabel: "Table 14-6.01", headerRows: 2,
            rows: [top, second] + rows,
            footnotes: ["SD: standard deviation."],
            citations: [.init(source: 1, place: "page 31", excerpt: "Alanine aminotransferase")])
    }()
}
