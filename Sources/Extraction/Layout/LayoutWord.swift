/// A word with its place on the page, in points from the top left corner.
struct LayoutWord: Sendable, Equatable {
    var text: String
    var x0: Double
    var y0: Double
    var x1: Double
    var y1: Double
    /// 0 ... 1 where it was recognised from an image.
    var confidence: Double?

    /// How many characters it has.
    var length: Int {
        // Nearly every word is ASCII, of which each byte is a character; finding a character's end takes far longer.
        text.utf8.allSatisfy { $0 < 0x80 } ? text.utf8.count : text.count
    }

    var hasLetters: Bool {
        text.utf8.contains(where: \.isASCIILetter) || text.contains(where: \.isLetter)
    }

    var width: Double { x1 - x0 }
    var height: Double { y1 - y0 }
    var middle: Double { (y0 + y1) / 2 }
}

/// A page's words, in the order of whatever read them.
struct LayoutPage: Sendable, Equatable {
    /// From 1.
    var number: Int
    var width: Double
    var height: Double
    var words: [LayoutWord]
}
