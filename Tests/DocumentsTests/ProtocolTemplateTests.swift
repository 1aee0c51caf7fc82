import Testing

@testable import Documents

@Suite("The built-in protocol template")
struct ProtocolTemplateTests {
    /// The outline of ICH M11, typed from the guideline's template and not from ours.
    private static let outline = """
        1 1.1 1.1.1 1.1.2 1.2 1.3 2 2.1 2.2 2.2.1 2.2.2 2.2.3 3 3.1 3.2 3.3 4 4.1 4.1.1 4.2 4.2.1 4.2.2 4.2.3 4.2.4 4.2.5
        4.2.6 4.2.7 4.3 4.4 4.5 5 5.1 5.2 5.3 5.4 5.4.1 5.4.2 5.5 5.5.1 5.5.2 5.5.3 5.5.4 5.6 6 6.1 6.2 6.3 6.4 6.5 6.6
        6.6.1 6.6.2 6.6.3 6.7 6.7.1 6.7.2 6.7.3 6.7.4 6.8 6.9 6.9.1 6.9.2 6.9.3 6.10 6.10.1 6.10.2 7 7.1 7.1.1 7.1.2
        7.1.3 7.2 7.3 8 8.1 8.2 8.3 8.4 8.4.1 8.4.2 8.4.3 8.4.4 8.4.5 8.4.6 8.5 8.6 8.6.1 8.6.2 8.6.3 8.7 8.8 9 9.1 9.1.1
        9.1.2 9.1.3 9.1.3.1 9.2 9.2.1 9.2.2 9.2.3 9.2.3.1 9.2.4 9.2.5 9.3 9.3.1 9.3.2 9.4 10 10.1 10.2 10.3 10.4 10.4.1
        10.4.1.1 10.4.1.2 10.4.1.3 10.4.1.4 10.4.1.5 10.5 10.6 10.7 10.8 10.9 10.10 10.11 11 11.1 11.2 11.2.1 11.2.2 11.3
        11.3.1 11.3.2 11.4 11.5 11.6 11.7 11.8 11.9 11.10 11.11 11.12 12 12.1 12.2 12.3 13 14
        """.split { $0.isWhitespace }.map(String.init)

    @Test("has every section of ICH M11, in order, at its level, with an instruction")
    func isComplete() throws {
        let template = try Sample.protocolTemplate()
        #expect(template.sections.compactMap(\.number) == Self.outline)
        for section in template.sections {
            #expect(section.number == nil || section.level == section.number?.split(separator: ".").count)
            #expect(section.role != nil || section.instruction != nil, "\(section.heading)")
        }
    }

    @Test("demands what no trial can do without")
    func demands() throws {
        let required = try Sample.protocolTemplate().sections.filter { $0.missing == .error }.map(\.id)
        #expect(required == ["3", "4.1", "5.2", "5.3", "6", "8", "9", "10"])
    }

    @Test("answers to the names people use", arguments: ["Protocol", "clinical study protocol", "ICH M11", "protocol"])
    func hasAliases(_ name: String) throws {
        #expect(try TemplateCatalogue.builtIn().template(documentType: name)?.id == "protocol")
    }

    @Test("takes an earlier protocol with numbers of its own into the sections of ICH M11")
    func placesOwnNumbers() async throws {
        let (_, outline) = try await Sample.outline(
            of: [ContentBuilder.protocolDocument().built], template: try Sample.protocolTemplate())
        let expected = [
            ("2", "The compound is new"), ("3.1", "To compare the compound"), ("4.1", "Approximately 300 patients"),
            ("5.2", "Adults of 50 years"), ("5.3", "Earlier use of the compound"),
            ("9", "Adverse events will be recorded"),
        ]
        for (id, words) in expected {
            let section = try #require(outline.sections.first { $0.id == id })
            #expect(section.citations.contains { $0.excerpt.hasPrefix(words) }, "\(id)")
        }
        // A plan may say what will be.
        #expect(!outline.findings.contains { $0.code == "future_tense" })
    }

    @Test("takes appendices into its own, or where their titles say, wherever their word for appendix stands")
    func placesAppendices() async throws {
        var builder = ContentBuilder.protocolDocument()
        builder.heading("Clinical Laboratory Tests", number: "Appendix 2")
        builder.paragraph("Haemoglobin and leucocytes are measured in a central laboratory.")
        builder.heading("Attachment 3 Home Diary")
        builder.paragraph("Write down every morning how you slept and whether you had any pain.")
        builder.heading("Study Governance, Regulatory and Ethical Considerations", number: "Appendix 4")
        builder.paragraph("The sponsor keeps the records of this study for fifteen years after its end.")
        let (_, outline) = try await Sample.outline(of: [builder.built], template: try Sample.protocolTemplate())
        for (id, words) in [("12.1", "Haemoglobin"), ("12", "Write down"), ("11", "The sponsor keeps")] {
            let section = try #require(outline.sections.first { $0.id == id })
            #expect(section.citations.map { $0.excerpt.hasPrefix(words) } == [true], "\(id)")
        }
    }

    @Test("lets no result into a plan, but for the names of the arms")
    func keepsResultsOut() async throws {
        let (classified, outline) = try await Sample.outline(
            of: ContentBuilder.study(), template: try Sample.protocolTemplate())
        let results = classified.sources.indices.filter { classified.sources[$0].kind == .tables }
        #expect(results.count == 4)
        let copied = outline.sections.flatMap(\.results).filter { $0.kind != "facts" }.flatMap(\.citations)
        #expect(!copied.isEmpty && copied.allSatisfy { !results.contains($0.index) })
    }
}

/// What a person found right after reading two public protocols that number their sections in ways of their own.
@Suite("The protocol made of public protocols", .enabled(if: Corpus.isExpected), .serialized)
struct PublicProtocolTests {
    private typealias Expectation = PilotStudyTests.Expectation

    private static let lilly = "EliLilly_NCT03421379_Diabetes.pdf"
    private static let pilot = "CDISC_Pilot_Study.pdf"

    private static let expectations = [
        Expectation("1.1", pilot, 1, "Safety and Efficacy of the Xanomeline"),
        Expectation("1.1.1", pilot, 7, "statistically significant relationship"),
        Expectation("1.3", pilot, 53, "Informed consent"),
        Expectation("2", pilot, 5, "muscarinic"),
        Expectation("3.1", pilot, 7, "statistically significant relationship"),
        Expectation("3.2", pilot, 7, "improvement in behavior"),
        Expectation("4.1", pilot, 8, "randomized, double-blind"),
        Expectation("4.2", pilot, 9, "parallel dosing regimen"),
        Expectation("4.5", pilot, 39, "eligible for participation"),
        Expectation("5.1", pilot, 23, "Probable AD will be defined"),
        Expectation("5.2", pilot, 11, "Males and postmenopausal females"),
        Expectation("5.3", pilot, 13, "history of syncope"),
        Expectation("6.1", pilot, 24, "adhesive patches"),
        Expectation("6.3", pilot, 25, "application of 2 adhesive patches"),
        Expectation("6.7.1", pilot, 24, "randomized to 1 of"),
        Expectation("6.7.3", pilot, 26, "double-blind"),
        Expectation("6.8", pilot, 39, "judged to be compliant"),
        Expectation("6.10", pilot, 26, "chloral hydrate"),
        Expectation("7.1", pilot, 38, "may be discontinued"),
        Expectation("8.2", pilot, 10, "informed consent will be signed"),
        Expectation("8.3", pilot, 27, "efficacy data will be collected"),
        Expectation("8.4.2", pilot, 34, "lie supine"),
        Expectation("8.4.4", pilot, 31, "clinical laboratory tests"),
        Expectation("8.5", pilot, 29, "Blood samples (7 mL)"),
        Expectation("9.1.2", pilot, 31, "Results in death"),
        Expectation("9.2.3", pilot, 30, "must be reported to CRO"),
        Expectation("10.2", pilot, 39, "included in the efficacy analysis"),
        Expectation("10.7", pilot, 46, "safety data"),
        Expectation("10.9", pilot, 47, "Two interim efficacy analyses"),
        Expectation("10.11", pilot, 24, "100 patients"),
        Expectation("11.1", pilot, 50, "Declaration of Helsinki"),
        Expectation("11.3", pilot, 49, "informed consent document"),
        Expectation("11.6", pilot, 40, "instructional material"),
        Expectation("12", pilot, 56, "Cognitive Subscale"),
        Expectation("14", pilot, 51, "Neurochemical correlates"),
        Expectation("1.1", lilly, 9, "Phase 3 Study of Nasal Glucagon"),
        Expectation("2.1", lilly, 20, "powder formulation"),
        Expectation("2.2", lilly, 21, "therapeutic benefit"),
        Expectation("3", lilly, 23, "objectives and endpoints"),
        Expectation("4.1", lilly, 24, "open-label"),
        Expectation("4.4", lilly, 25, "End of the study is the date"),
        Expectation("5.2", lilly, 26, "eligible for inclusion"),
        Expectation("5.3", lilly, 28, "excluded from study enrollment"),
        Expectation("5.4", lilly, 31, "contraception"),
        Expectation("5.5.2", lilly, 30, "caffeine"),
        Expectation("5.6", lilly, 31, "do not meet the criteria"),
        Expectation("6.2", lilly, 25, "approved dose"),
        Expectation("6.5", lilly, 41, "overdose"),
        Expectation("6.6", lilly, 32, "stored at the investigational site"),
        Expectation("7.3", lilly, 35, "lost to follow-up"),
        Expectation("8.6.1", lilly, 46, "pharmacogenetic"),
        Expectation("8.7", lilly, 45, "hypersensitivity"),
        Expectation("9.1.3", lilly, 40, "product complaints"),
        Expectation("9.2.3.1", lilly, 40, "SUSAR"),
        Expectation("10.4", lilly, 48, "non-inferior"),
        Expectation("10.11", lilly, 47, "non-inferiority margin"),
        Expectation("11.3", lilly, 59, "investigator is responsible"),
        Expectation("12.1", lilly, 58, ""),
        Expectation("12", lilly, 62, ""),
        Expectation("14", lilly, 53, "Glycemic targets"),
    ]

    @Test(
        "has their content where a reader of ICH M11 looks for it, with its page, and nothing required is missing",
        arguments: [pilot, lilly])
    func placesContent(_ source: String) async throws {
        let contents = try await Corpus.read(["ddf-ra/\(source)"])
        let (_, outline) = try await Sample.outline(of: contents, template: try Sample.protocolTemplate())
        #expect(outline.firstError == nil, "\(outline.firstError?.message ?? "")")
        #expect(!outline.findings.contains { $0.code == "future_tense" })
        let citations = Dictionary(uniqueKeysWithValues: outline.sections.map { ($0.id, $0.citations) })
        for wanted in Self.expectations where wanted.source == source {
            let found = (citations[wanted.section] ?? []).contains { citation in
                citation.page == wanted.page
                    && (wanted.words.isEmpty || citation.excerpt.lowercased().contains(wanted.words.lowercased()))
            }
            #expect(found, "\(wanted.testDescription)")
        }
        #expect(outline.unplaced.count < 5)
    }
}
