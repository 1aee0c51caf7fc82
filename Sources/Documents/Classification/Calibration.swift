/// Turns how well a section is named into how likely the placement is right.
///
/// The points were read off the calibration half of the labelled documents (`Tests/DocumentsTests/Labels`); the other
/// half says what they are worth. What a few hundred blocks cannot tell apart is joined by straight lines.
enum Calibration {
    private static let heading: [(score: Double, confidence: Double)] = [
        (0, 0), (0.55, 0.3), (0.7, 0.42), (0.76, 0.66), (0.81, 0.82), (0.87, 0.94), (1, 0.97),
    ]

    /// - Parameter score: of the title that named the section, less what unnamed headings in between took from it.
    static func heading(_ score: Double) -> Double {
        guard let upper = heading.firstIndex(where: { $0.score >= score }), upper > 0 else {
            return score <= 0 ? 0 : heading[heading.count - 1].confidence
        }
        let (low, high) = (heading[upper - 1], heading[upper])
        let share = (score - low.score) / (high.score - low.score)
        return low.confidence + share * (high.confidence - low.confidence)
    }

    /// Of a block that words alone place, by how far the best section leads the second, 0 ... 1.
    ///
    /// Below what is copied into the text: words only suggest.
    static func words(lead: Double) -> Double { 0.1 + 0.3 * lead }
}
