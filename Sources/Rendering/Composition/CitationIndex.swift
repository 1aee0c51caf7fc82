/// The distinct citations of a document, numbered from 1 in the order in which they first occur.
struct CitationIndex: Sendable {
    private(set) var ordered: [Manuscript.Citation] = []
    private var numbers: [Manuscript.Citation: Int] = [:]

    init(_ citations: [Manuscript.Citation]) {
        for citation in citations where numbers[citation] == nil {
            ordered.append(citation)
            numbers[citation] = ordered.count
        }
    }

    var isEmpty: Bool { ordered.isEmpty }

    /// The numbers of some citations, ascending, each once.
    func numbers(of citations: [Manuscript.Citation]) -> [Int] {
        Set(citations.compactMap { numbers[$0] }).sorted()
    }
}
