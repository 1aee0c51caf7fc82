/// Tells how deep the items of a list are by how far right they start.
struct ListLevels {
    /// Where the items of each level start, the outermost first.
    private var starts: [Double] = []

    /// Items within this many points of each other are on one level.
    private static let tolerance = 4.0

    /// From 0; a paragraph further left than the list ends it.
    mutating func level(of paragraph: ParagraphBuilder.Paragraph) -> Int {
        guard let start = paragraph.rows.first?.x0 else { return 0 }
        guard paragraph.marker != nil else {
            starts.removeAll { $0 > start - Self.tolerance }
            return 0
        }
        starts.removeAll { $0 > start + Self.tolerance }
        if let last = starts.last, start - last <= Self.tolerance { return starts.count - 1 }
        starts.append(start)
        return starts.count - 1
    }
}
