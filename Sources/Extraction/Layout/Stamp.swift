/// Text set aslant over the pages, such as `DRAFT` or who published the document: boxes that stand upright do not tell its
/// lines, and its pieces would fall into the lines below it.
struct Stamp {
    /// The pages without it.
    private(set) var pages: [LayoutPage]
    /// How many pages bear it.
    private(set) var count = 0

    /// A word and its place in half points.
    private struct Piece: Hashable {
        var text: String
        var x: Int
        var y: Int

        init(_ word: LayoutWord) {
            text = word.text
            x = Int((word.x0 * 2).rounded())
            y = Int((word.y0 * 2).rounded())
        }
    }

    private struct Size: Hashable {
        var width: Double
        var height: Double
    }

    /// A stamp has at least this many pieces whose boxes give it away.
    private static let fewest = 3

    init(liftedFrom pages: [LayoutPage]) {
        self.pages = pages
        guard let usual = Usual(pages) else { return }
        let suspects = pages.map { page in page.words.filter { Self.isAslant($0, among: usual) } }
        guard suspects.contains(where: { $0.count >= Self.fewest }) else { return }
        // A stamp is set in the middle of a page: elsewhere on pages of another size.
        for (size, indices) in Dictionary(
            grouping: pages.indices, by: { Size(width: pages[$0].width, height: pages[$0].height) })
        {
            // In half points; lines nearer to the edge than this run along it.
            let body = Int(size.height * 0.12)...Int(size.height * 1.88)
            let aslant = Self.repeated(indices.map { suspects[$0] }).filter { body.contains($0.y) }
            let heights = aslant.map(\.y)
            let span = (heights.max() ?? 0) - (heights.min() ?? 0)
            if aslant.count >= Self.fewest, Double(span) > 0.2 * size.height { lift(aslant, from: indices) }
        }
    }

    /// The pieces that stand at the same place on most pages.
    private static func repeated(_ pages: [[LayoutWord]]) -> Set<Piece> {
        var bearing: [Piece: Int] = [:]
        for words in pages {
            for piece in Set(words.map(Piece.init)) { bearing[piece, default: 0] += 1 }
        }
        return Set(bearing.filter { Furniture.isRunning(bearing: $0.value, pages: pages.count) }.keys)
    }

    /// Takes out the pieces, and the short ones that stand alone between them on most pages: single letters and signs have
    /// boxes like any other.
    private mutating func lift(_ aslant: Set<Piece>, from indices: [Int]) {
        let heights = aslant.map(\.y)
        let area = (heights.min() ?? 0) - 40...(heights.max() ?? 0) + 40
        let short = indices.map { index in pages[index].words.filter { $0.text.utf8.count <= 4 } }
        let between = Self.repeated(short).filter { area.contains($0.y) }
        for index in indices {
            let words = pages[index].words
            pages[index].words = words.filter { word in
                let piece = Piece(word)
                return !aslant.contains(piece) && !(between.contains(piece) && Self.standsAlone(word, among: words))
            }
            if pages[index].words.count < words.count { count += 1 }
        }
    }

    /// Whether no word of the same line is near.
    private static func standsAlone(_ word: LayoutWord, among words: [LayoutWord]) -> Bool {
        !words.contains { other in
            other != word && abs(other.y0 - word.y0) < 0.5 && abs(other.height - word.height) < 0.5
                && max(other.x0 - word.x1, word.x0 - other.x1) < word.height
        }
    }

    /// Whether it is a piece of a word that runs aslant: a few letters in a box wider than such letters fill, or far
    /// higher than a line.
    private static func isAslant(_ word: LayoutWord, among usual: Usual) -> Bool {
        let letters = word.text.utf8.count
        guard letters <= 4, word.text.allSatisfy({ $0.isLetter || $0 == "." }) else { return false }
        if word.height > 2.2 * usual.height { return true }
        guard word.width > max(0.66, 1.5 * usual.width) * word.height * Double(letters) else { return false }
        // Capitals are wide, and `M` alone nearly as wide as its box is high.
        return word.text.contains(where: \.isLowercase) && letters > 1 || word.width > 1.15 * word.height
    }

    /// What most words are like.
    private struct Usual {
        var height: Double
        /// Of a letter, as a part of the height: great in monospaced fonts.
        var width: Double

        /// By some of the long words; nil where there are none.
        init?(_ pages: [LayoutPage]) {
            let words = pages.flatMap { page in
                let long = page.words.filter { $0.text.utf8.count >= 5 }
                return stride(from: 0, to: long.count, by: 8).map { long[$0] }
            }
            guard !words.isEmpty else { return nil }
            height = words.map(\.height).sorted()[words.count / 2]
            width = words.map { $0.width / $0.height / Double($0.text.utf8.count) }.sorted()[words.count / 2]
        }
    }
}
