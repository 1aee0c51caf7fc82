import Rendering

/// What a rule gives: elements for the section, and the places they come from.
struct RuleYield {
    var elements: [Manuscript.Element] = []
    var citations: [Citation] = []
    /// Of each piece; their mean is the rule's.
    var confidences: [Double] = []
    var value: String?
    var findings: [Finding] = []
    var draft: DraftResult?

    var isEmpty: Bool { elements.isEmpty }
    var confidence: Double? {
        guard !confidences.isEmpty else { return nil }
        return (confidences.reduce(0, +) / Double(confidences.count) * 100).rounded() / 100
    }
}
