import Extraction
import Testing

@testable import Documents

/// What a person found right after reading the protocol and the tables of the public pilot study.
@Suite("The report of the pilot study", .enabled(if: Corpus.isExpected), .serialized)
struct PilotStudyTests {
    /// Section, source, page of the protocol (nil for tables), and words that stand there.
    struct Expectation: Sendable, CustomTestStringConvertible {
        var section: String
        var source: String
        var page: Int?
        var words: String
        var testDescription: String { "\(section) from \(source)\(page.map { " page \($0)" } ?? ""): \(words)" }

        init(_ section: String, _ source: String, _ page: Int?, _ words: String) {
            self.section = section
            self.source = source
            self.page = page
            self.words = words
        }
    }

    private static let plan = "CDISC_Pilot_Study.pdf"

    static let expectations = [
        Expectation("2", plan, 1, "Safety and Efficacy of the Xanomeline"),
        Expectation("2", plan, 7, "statistically significant relationship"),
        Expectation("2", plan, 8, "randomized, double-blind"),
        Expectation("2", "14-3.01.docx", nil, "Primary Endpoint Analysis"),
        Expectation("5.1", plan, 50, "ethical review board"),
        Expectation("5.2", plan, 50, "Declaration of Helsinki"),
        Expectation("5.3", plan, 49, "informed consent document"),
        Expectation("6", plan, 10, "institution of the investigator"),
        Expectation("7", plan, 5, "muscarinic"),
        Expectation("8", plan, 7, "document the safety profile"),
        Expectation("8", plan, 7, "Apo E genotype"),
        Expectation("9.1", plan, 8, "26 weeks duration"),
        Expectation("9.1", plan, 39, "open-label extension"),
        Expectation("9.2", plan, 9, "parallel dosing regimen"),
        Expectation("9.3", plan, 10, "Screening is the act of determining"),
        Expectation("9.3", plan, 23, "Probable AD will be defined"),
        Expectation("9.3.1", plan, 11, "Males and postmenopausal females"),
        Expectation("9.3.1", plan, 12, "reliable caregiver"),
        Expectation("9.3.2", plan, 13, "history of syncope"),
        Expectation("9.3.2", plan, 16, "Positive syphilis screening"),
        Expectation("9.3.3", plan, 38, "significant adverse event occurs"),
        Expectation("9.4.1", plan, 25, "application of 2 adhesive patches"),
        Expectation("9.4.2", plan, 24, "controlled room temperature"),
        Expectation("9.4.3", plan, 24, "randomized to 1 of 3 treatment arms"),
        Expectation("9.4.6", plan, 26, "Emergency codes"),
        Expectation("9.4.7", plan, 26, "chloral hydrate"),
        Expectation("9.4.8", plan, 39, "judged to be compliant"),
        Expectation("9.5.1", plan, 27, "efficacy data will be collected"),
        Expectation("9.5.1", plan, 53, "Informed consent"),
        Expectation("9.5.2", plan, 38, "used in other studies in elderly"),
        Expectation("9.5.3", plan, 29, "primary efficacy instruments"),
        Expectation("9.5.4", plan, 29, "Blood samples (7 mL)"),
        Expectation("9.6", plan, 40, "instructional material"),
        Expectation("9.7.1", plan, 47, "Two interim efficacy analyses are planned"),
        Expectation("9.7.1", plan, 39, "included in the efficacy analysis"),
        Expectation("9.7.2", plan, 24, "90% power"),
        Expectation("10.1", "14-1.02.docx", nil, "Summary of End of Study Data"),
        Expectation("10.1", "14-1.03.docx", nil, "Summary of Number of Subjects By Site"),
        Expectation("11.1", "14-1.01.docx", nil, "Summary of Populations"),
        Expectation("11.2", "14-2.01.docx", nil, "Demographic and Baseline Characteristics"),
        Expectation("11.4.1", "14-3.01.docx", nil, "ADAS Cog (11) - Change from Baseline to Week 24"),
        Expectation("11.4.1", "14-3.02.docx", nil, "CIBIC+"),
        Expectation("11.4.1", "14-3.10.docx", nil, "Mean Change from Baseline over Time"),
        Expectation("12.1", "14-4.01.docx", nil, "Planned Exposure to Study Drug"),
        Expectation("12.2.2", "14-5.01.docx", nil, "Treatment Emergent Adverse Events"),
        Expectation("12.4.2.1", "14-6.01.docx", nil, "Continuous Laboratory Values"),
        Expectation("12.4.2.2", "14-6.04.docx", nil, "Shifts of Laboratory Values"),
        Expectation("14.1", "14-2.01.docx", nil, "Demographic"),
        Expectation("14.2", "14-3.01.docx", nil, "Primary Endpoint"),
        Expectation("14.3.1", "14-5.01.docx", nil, "Adverse Events"),
        Expectation("15", plan, 51, "Neurochemical correlates"),
        Expectation("16.1.1", plan, 1, "clinical study protocol"),
    ]

    @Test("is complete, and has all its content where a reader of ICH E3 looks for it, with source and page")
    func placesContent() async throws {
        let (_, outline) = try await PilotStudy.outline()
        #expect(outline.firstError == nil, "\(outline.firstError?.message ?? "")")
        let citations = Dictionary(uniqueKeysWithValues: outline.sections.map { ($0.id, $0.citations) })
        for wanted in Self.expectations {
            let found = (citations[wanted.section] ?? []).contains { citation in
                citation.source == wanted.source && (wanted.page == nil || citation.page == wanted.page)
                    && citation.excerpt.lowercased().contains(wanted.words.lowercased())
            }
            #expect(found, "\(wanted.testDescription)")
        }
        // A plan never stands among the results.
        for section in outline.sections where ["10", "11", "12", "14"].contains(section.id.split(separator: ".")[0]) {
            #expect(section.citations.allSatisfy { $0.source != Self.plan }, "\(section.id)")
        }
        #expect(outline.unplaced.count < 20)
    }

    @Test("knows the study's facts, planned and actual apart, and no false contradiction")
    func knowsFacts() async throws {
        let (_, outline) = try await PilotStudy.outline()
        let facts = Dictionary(uniqueKeysWithValues: outline.facts.map { ($0.key, $0.value) })
        #expect(facts["protocol_number"] == "H2Q-MC-LZZT(c)")
        #expect(facts["sponsor"] == "Eli Lilly and Company")
        #expect(facts["product"] == "Xanomeline (LY246708)")
        #expect(facts["indication"] == "Mild to Moderate Alzheimer’s Disease")
        #expect(facts["duration"] == "26 weeks")
        #expect(facts["sample_size_planned"] == "300" && facts["sample_size_randomised"] == "254")
        #expect(facts["n_per_arm"] == "Placebo: 86; Xanomeline Low Dose: 84; Xanomeline High Dose: 84")
        #expect(facts["populations"] == "Intent-To-Treat (ITT): 254; Safety: 254; Efficacy: 234")
        let warnings = Set(outline.findings.filter { $0.severity == .warning }.map(\.code))
        #expect(warnings == ["open_section", "future_tense", "protocol_number_differs"])
    }

    @Test("without its safety tables lacks exactly the safety analysis")
    func missesSafety() async throws {
        let names = PilotStudy.sources.filter { !$0.contains("14-4") && !$0.contains("14-5") && !$0.contains("14-6") }
        let (_, outline) = try await PilotStudy.outline(names)
        #expect(
            outline.findings.filter { $0.severity == .error }.map(\.message) == [
                "Missing required section: Safety Analysis"
            ])
    }
}
