/// How the text of a page is turned that was set sideways, as wide tables are on tall pages.
struct Turn {
    /// Whether it reads from the bottom of the page to its top.
    private let isUpward: Bool
    /// Of the page as it stands in the file.
    private let width: Double
    private let height: Double

    /// Nil unless most of the page's words stand sideways.
    init?(of page: LayoutPage) {
        let sideways = page.words.filter(Self.isSideways)
        guard sideways.count >= 8, sideways.count > 2 * page.words.count(where: Self.isUpright) else { return nil }
        // A line's words come in the order in which they are read.
        let steps = zip(sideways, sideways.dropFirst()).filter { abs($0.x0 - $1.x0) < 2 }
        isUpward = steps.count { $0.y0 > $1.y0 } * 2 >= steps.count
        width = page.width
        height = page.height
    }

    /// The page as it is read. A header and footer that stand upright stay in their places, above and below the rest.
    func upright(_ page: LayoutPage) -> LayoutPage {
        let upright = page.words.filter(Self.isUpright)
        var page = page
        page.words = page.words.map { word in
            let isOnLine = upright.contains { $0.y0 < word.middle && word.middle < $0.y1 }
            return isOnLine && !Self.isSideways(word) ? word : turned(word)
        }
        if upright.isEmpty { (page.width, page.height) = (height, width) }
        return page
    }

    private func turned(_ word: LayoutWord) -> LayoutWord {
        var turned = word
        (turned.x0, turned.x1) = isUpward ? (height - word.y1, height - word.y0) : (word.y0, word.y1)
        (turned.y0, turned.y1) = isUpward ? (word.x0, word.x1) : (width - word.x1, width - word.x0)
        return turned
    }

    /// Where on the page as it stands in the file a box of turned text is.
    func place(of box: Provenance.Box) -> Provenance.Box {
        Provenance.Box(
            x: isUpward ? box.y : width - box.y - box.height, y: isUpward ? height - box.x - box.width : box.x,
            width: box.height, height: box.width)
    }

    private static func isSideways(_ word: LayoutWord) -> Bool {
        word.text.utf8.count >= 4 && word.height > 1.2 * word.width
    }

    private static func isUpright(_ word: LayoutWord) -> Bool {
        word.text.utf8.count >= 4 && word.height <= 1.2 * word.width
    }
}
