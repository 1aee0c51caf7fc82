/// Estimates how wide a text is when set in Times New Roman or in Liberation Serif, which has the same widths.
///
/// Widths are those of Adobe's font metrics for Times-Roman, in thousandths of the type size. Good enough to choose
/// column widths; not for placing glyphs.
struct TextMeasure: Sendable {
    /// Type size in points.
    let size: Double
    /// How wide the font runs, beside Times.
    var stretch = 1.0

    /// ASCII 0x20 to 0x7E.
    private static let widths: [Int] = [
        250, 333, 408, 500, 500, 833, 778, 180, 333, 333, 500, 564, 250, 333, 250, 278,
        500, 500, 500, 500, 500, 500, 500, 500, 500, 500, 278, 278, 564, 564, 564, 444,
        921, 722, 667, 667, 722, 611, 556, 722, 722, 333, 389, 722, 611, 889, 722, 722,
        556, 722, 667, 556, 611, 722, 722, 944, 722, 722, 611, 333, 278, 333, 469, 500,
        333, 444, 500, 444, 500, 444, 333, 500, 500, 278, 278, 500, 278, 778, 500, 500,
        500, 500, 333, 389, 278, 500, 500, 722, 500, 500, 444, 480, 200, 480, 541,
    ]

    /// The longest line and the longest piece that cannot be broken, in twips (twentieths of a point).
    func extent(of text: String, bold: Bool = false) -> (line: Int, word: Int) {
        var line = 0
        var word = 0
        var longest = (line: 0, word: 0)
        for scalar in text.unicodeScalars {
            let width = Self.width(of: scalar)
            if scalar == "\n" {
                longest.line = max(longest.line, line)
                longest.word = max(longest.word, word)
                line = 0
                word = 0
                continue
            }
            line += width
            if scalar == " " || scalar == "\t" {
                longest.word = max(longest.word, word)
                word = 0
            } else {
                word += width
                guard scalar == "-" || scalar == "/" else { continue }
                longest.word = max(longest.word, word)
                word = 0
            }
        }
        return (twips(max(longest.line, line), bold: bold), twips(max(longest.word, word), bold: bold))
    }

    private func twips(_ thousandths: Int, bold: Bool) -> Int {
        Int((Double(thousandths) * size * stretch * 20 / 1000 * (bold ? 1.07 : 1)).rounded(.up))
    }

    private static func width(of scalar: Unicode.Scalar) -> Int {
        switch scalar.value {
        case 0x20..<0x7F: widths[Int(scalar.value) - 0x20]
        case 0x2E80...: 1000
        default: 520
        }
    }
}
