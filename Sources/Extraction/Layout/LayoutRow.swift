/// Words that stand on one line of a page, or of one of its columns.
struct LayoutRow: Sendable, Equatable {
    var page: Int
    /// From left to right, never empty.
    let words: [LayoutWord]
    let x0: Double
    let x1: Double
    let y0: Double
    let y1: Double
    /// The median of its words' heights, which a superscript or a stray symbol does not move.
    let height: Double
    /// Runs of words without a gap that is wider than a space between words; never empty.
    let segments: [LayoutSegment]
    /// All its words, parted by single blanks where they do not touch.
    let text: String

    init?(page: Int, words: [LayoutWord]) {
        let words = words.sorted { $0.x0 < $1.x0 }
        guard let first = words.first else { return nil }
        self.page = page
        self.words = words
        x0 = first.x0
        x1 = words.map(\.x1).max() ?? first.x1
        let median = words.map(\.height).sorted()[words.count / 2]
        height = median
        // Words of another height, such as a mathematical symbol from a tall font, would make rows overlap.
        let ordinary = words.filter { abs($0.height - median) < 0.5 }
        y0 = ordinary.map(\.y0).min() ?? first.y0
        y1 = ordinary.map(\.y1).max() ?? first.y1
        segments = LayoutSegment.segments(of: words)
        text = segments.map(\.text).joined(separator: " ")
    }

    /// The text without a footnote's mark that is raised at its end; no contents page repeats one.
    var withoutRaisedMark: String {
        guard let last = words.last, words.count > 1, last.text.count <= 2, last.height < 0.8 * height,
            last.middle < middle, text.hasSuffix(last.text)
        else { return text }
        return String(text.dropLast(last.text.count))
    }

    var width: Double { x1 - x0 }
    var middle: Double { (y0 + y1) / 2 }

    var box: Provenance.Box { Provenance.Box(x: x0, y: y0, width: x1 - x0, height: y1 - y0) }
}

/// Words of a row that follow each other at the distance of words: a line of prose is one, a table's row is several.
struct LayoutSegment: Sendable, Equatable {
    var text: String
    var x0: Double
    var x1: Double

    /// A gap of this many average characters parts two segments: two blanks of a monospaced font, and more than
    /// justified text stretches its blanks to.
    private static let gap = 1.8
    /// Below this many average characters, two words are one that a change of font cut: `Decadron` and `®`.
    private static let touch = 0.25

    /// The widest gap that is still a blank: justified prose stretches all of a line's blanks alike.
    private static func widestBlank(_ words: [LayoutWord], unit: Double) -> Double {
        let prose = words.count(where: \.hasLetters)
        guard words.count >= 5, prose * 10 >= words.count * 7 else { return gap * unit }
        let gaps = zip(words, words.dropFirst()).map { $1.x0 - $0.x1 }.sorted()
        let middle = gaps[gaps.count / 2]
        return middle < 4 * unit ? max(gap * unit, gap * middle) : gap * unit
    }

    static func segments(of words: [LayoutWord]) -> [LayoutSegment] {
        let characters = words.reduce(0) { $0 + $1.length }
        let unit = words.reduce(0) { $0 + $1.x1 - $1.x0 } / Double(max(1, characters))
        let widest = widestBlank(words, unit: unit)
        var segments: [LayoutSegment] = []
        for word in words {
            guard let last = segments.last, word.x0 - last.x1 <= widest else {
                segments.append(LayoutSegment(text: word.text, x0: word.x0, x1: word.x1))
                continue
            }
            let blank = word.x0 - last.x1 < touch * unit ? "" : " "
            segments[segments.count - 1].text += blank + word.text
            segments[segments.count - 1].x1 = max(last.x1, word.x1)
        }
        return segments.reduce(into: []) { joined, segment in
            // A list's mark stands apart from its text, and is no column.
            if let mark = joined.last,
                joined.count == 1 ? ListMarker.isMarkAlone(mark.text) : ListMarker.isBullet(mark.text)
            {
                joined[joined.count - 1] = LayoutSegment(
                    text: mark.text + " " + segment.text, x0: mark.x0, x1: segment.x1)
            } else {
                joined.append(segment)
            }
        }
    }
}
