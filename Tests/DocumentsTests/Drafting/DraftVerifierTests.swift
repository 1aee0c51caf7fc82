import Testing

@testable import Documents

@Suite("A drafted sentence is held against the passages it cites")
struct DraftVerifierTests {
    static let passages = [
        "In total 1,234 patients were randomised on 12 March 2024 (2024-03-12) to LY246708 50 mg or placebo in 3 arms.",
        "The score fell by -2.1 points, which was not significant (p = 0.073); 45.5% of patients in study ABC-123 responded.",
        "Patients took one tablet twice daily for 26 weeks. Serious events did not occur in either group.",
    ]

    private func fault(_ text: String, _ numbers: [Int]) -> String? {
        let task = DraftingTask.over(Self.passages.map { ($0, "1", 0) }, sentences: 5)
        let verdict = DraftVerifier(task).verdict(on: DraftProposal(sentences: [.init(text, passages: numbers)]))
        #expect(verdict.accepted.count + verdict.rejected.count == 1)
        return verdict.rejected.first?.fault
    }

    @Test(
        "and taken when they say it, in other words too",
        arguments: [
            ("1234 patients were randomised to LY246708 50 mg or placebo.", [1]),
            ("Patients were randomised to three arms on 12 March 2024.", [1]),
            ("The score fell by 2.1 points, not significant (p=0.073).", [2]),
            ("In study ABC-123, 45.5 % of patients responded.", [2]),
            ("In a 26-week study patients took one tablet twice daily.", [3]),
            ("Of 1,234 randomised patients 45.5% responded.", [1, 2]),
            ("Serious events did not occur in either group.", [3]),
        ])
    func takes(_ text: String, _ numbers: [Int]) {
        #expect(fault(text, numbers) == nil)
    }

    @Test(
        "and rejected for what they do not say",
        arguments: [
            ("1,235 patients were randomised to placebo.", [1], "says 1,235, which its passages do not"),
            ("1,234 patients were randomised to placebo.", [2], "says 1,234, which its passages do not"),
            ("Patients were randomised on 12 May 2024.", [1], "says May, which its passages do not"),
            ("Patients were randomised on 2024-12-03.", [1], "says 2024-12-03, which its passages do not"),
            ("Patients were randomised to LY246709.", [1], "says LY246709, which its passages do not"),
            ("Patients were randomised to four arms.", [1], "says four, which its passages do not"),
            ("The score rose by -0.073 points.", [2], "says -0.073, which its passages do not"),
            ("Patients took 26% of the tablets.", [3], "says 26%, which its passages do not"),
            ("Patients took one tablet once daily for 26 weeks.", [3], "says once, which its passages do not"),
            ("Patients of the ITT set took one tablet daily.", [3], "says ITT, which its passages do not"),
            ("Serious events did occur in either group.", [3], "leaves out a denial of its passages"),
            ("Patients were not randomised to placebo.", [1], "denies what its passages do not deny"),
            ("The treatment is recommended for approval worldwide.", [3], "is not what its passages say"),
            ("Patients took one tablet.", [], "cites nothing"),
            ("Patients took one tablet.", [4], "cites passage 4, which was not given"),
            ("Patients took one tablet.", [0, 3], "cites passage 0, which was not given"),
            (" ", [1], "is empty"),
        ])
    func rejects(_ text: String, _ numbers: [Int], _ expected: String) {
        #expect(fault(text, numbers) == expected)
    }

    @Test("a table's percentages may stand without their sign")
    func readsTables() {
        var task = DraftingTask.over("Responders, n (%)\t45 (33.3)\t20 (15.0)")
        task.passages[0].isTable = true
        let proposal = DraftProposal(sentences: [
            .init("Responders were 45 (33.3%) and 20 (15.0%).", passages: [1]),
            .init("Responders were 45 (33.4%).", passages: [1]),
        ])
        let verdict = DraftVerifier(task).verdict(on: proposal)
        #expect(verdict.accepted.map(\.text) == ["Responders were 45 (33.3%) and 20 (15.0%)."])
        #expect(verdict.rejected.map(\.fault) == ["says 33.4%, which its passages do not"])
    }

    @Test("no more than the rule wants are taken, and none twice")
    func keepsLimits() {
        let task = DraftingTask.over(
            "One thing was seen. Another thing was seen. A third thing was seen.", sentences: 2)
        let proposal = DraftProposal(
            sentences: [
                "One thing was seen.", "One thing was seen.", "Another thing was seen.", "A third thing was seen.",
            ]
            .map { .init($0, passages: [1]) })
        let verdict = DraftVerifier(task).verdict(on: proposal)
        #expect(verdict.accepted.map(\.text) == ["One thing was seen.", "Another thing was seen."])
        #expect(verdict.rejected.map(\.fault) == ["is there twice", "is beyond the rule's 2 sentences"])
    }

    @Test("the words of the passage that speak for a sentence are found")
    func findsEvidence() {
        let task = DraftingTask.over(Self.passages[2])
        #expect(
            Evidence(for: "No serious events occurred.", in: task.passages[0]).text
                == "Serious events did not occur in either group.")
    }
}
