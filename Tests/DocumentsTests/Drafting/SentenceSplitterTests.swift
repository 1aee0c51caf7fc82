import Testing

@testable import Documents

@Suite("Running text is cut into sentences")
struct SentenceSplitterTests {
    @Test(
        "where they end, and not at abbreviations, decimals, initials and numbers of headings",
        arguments: [
            ["Patients were randomised.", "All gave consent."],
            ["Drugs, e.g. aspirin, were allowed.", "Others, i.e. opioids, were not."],
            ["Active vs. placebo was tested."],
            ["Dr. Example saw the patients.", "She was blinded."],
            ["The p-value was 0.05.", "The mean fell by 2.1 points to 12.75."],
            ["The dose was 5 mg i.v. every week.", "It was well tolerated."],
            ["It was given 5 mg i.v.", "The infusion took an hour."],
            ["9.4.1. Treatments were given daily.", "See Fig. 2 and No. 5 for details."],
            ["1. Adults of 50 years.", "2. Women and men."],
            ["Example et al. (2003) described it.", "J. A. Example confirmed it."],
            ["Was it safe?", "It was!", "“It was.”", "(See the table.)"],
            ["The U.S. Food and Drug Administration agreed.", "The agency asked for 24 weeks."],
            ["It follows the guideline.[12]", "Others do too."],
            ["Hepatitis B.", "Patients with it were excluded."],
            ["The answer was no.", "The study went on."],
            ["Approx. 300 patients took part and no stop ends this"],
        ])
    func splits(_ sentences: [String]) {
        #expect(SentenceSplitter.sentences(of: sentences.joined(separator: " ")) == sentences)
    }

    @Test("each exactly as it stands, whatever blanks lie between")
    func keepsText() {
        #expect(SentenceSplitter.sentences(of: "  One  two.\n\nThree four. ") == ["One  two.", "Three four."])
        #expect(SentenceSplitter.sentences(of: " \n ") == [])
    }
}
