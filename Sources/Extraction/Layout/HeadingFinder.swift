/// Finds a document's headings, trusting what says it best: its outline, then its own table of contents, then numbers
/// that continue each other, then attachments' titles, and large type only where there is nothing else.
struct HeadingFinder {
    /// An entry of the file's outline.
    struct OutlineEntry: Equatable {
        var title: String
        var page: Int
        /// From 1.
        var level: Int
    }

    let rows: [LayoutRow]
    /// Indices of rows that may be headings, in order.
    let candidates: [Int]
    let bodyHeight: Double
    /// The space between two lines of one paragraph.
    let commonGap: Double
    /// What each row reads as, and where to look for the rows that start a title.
    let keys: HeadingKeys
    var found: [Int: HeadingSpan] = [:]
    var taken: Set<Int> = []

    /// A title rarely goes over more lines than this.
    static let mostRows = 6

    init(rows: [LayoutRow], candidates: [Int]) {
        self.rows = rows
        self.candidates = candidates
        keys = HeadingKeys(rows: rows, candidates: candidates)
        bodyHeight = Self.commonHeight(candidates.map { rows[$0] })
        commonGap = Self.commonGap(rows, candidates)
    }

    /// The headings by the index of their first row.
    func headings(outline: [OutlineEntry], contents: [ContentsPages.Entry]) -> [Int: HeadingSpan] {
        var finder = self
        finder.match(outline)
        finder.match(contents)
        let hasEvidence = finder.found.count >= 3
        finder.findNumbered(hasEvidence: hasEvidence)
        finder.findAttachments()
        if !hasEvidence { finder.findLarge() }
        return finder.found
    }

    /// The height of most of the text.
    private static func commonHeight(_ rows: [LayoutRow]) -> Double {
        var characters: [Int: Int] = [:]
        for row in rows { characters[Int(row.height * 10), default: 0] += row.text.count }
        return Double(characters.max { $0.value < $1.value }?.key ?? 100) / 10
    }

    /// Notes that these rows are a heading; a number decides its level, else where it was found.
    ///
    /// - Parameter title: What outline or contents call it.
    mutating func add(_ span: Range<Int>, title: String? = nil, level: Int) {
        guard taken.isDisjoint(with: span) else { return }
        let printed = span.map { rows[$0].withoutRaisedMark }.joined(separator: " ").onOneLine
        var (number, text) = HeadingNumber.split(printed)
        // A typing error in the text, such as a missing blank, need not be one in the contents.
        if number == nil, let title {
            let split = HeadingNumber.split(title)
            if split.number != nil { (number, text) = split }
        }
        let isAttachment = Self.isAttachment(printed)
        let depth = number.map(Self.depth) ?? (isAttachment ? 1 : level)
        found[span.lowerBound] = HeadingSpan(
            start: span.lowerBound, count: span.count, level: max(1, isAttachment ? 1 : depth), number: number,
            text: text)
        taken.formUnion(span)
    }

    private static func depth(_ number: String) -> Int {
        number.hasPrefix("Appendix") ? 1 : number.split(separator: ".").count
    }
}
