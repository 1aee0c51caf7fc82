/// The lines directly above a table that are its title.
struct WordTitleLines {
    /// How many lines above a table are looked at.
    static let limit = 5
    private static let longestLine = 300

    var label: String?
    var caption: String?
    var subtitles: [String] = []
    /// How many of the lines given, from the last, belong to the title.
    var count = 0

    /// - Parameter lines: The paragraphs above the table, the nearest last.
    init(_ lines: [WordParagraph]) {
        guard let start = Self.start(lines) else { return }
        count = lines.count - start
        let first = lines[start].text
        var titles: [String] = []
        if let found = DisplayLabel(first) {
            label = found.label
            if !found.title.isEmpty { titles = [found.title] }
        } else {
            titles = [first.onOneLine]
        }
        titles += lines[(start + 1)...].map(\.text.onOneLine)
        caption = titles.first
        subtitles = Array(titles.dropFirst())
    }

    /// Where the title begins: at a labelled line with only short lines after it, or at a line in the style of captions.
    private static func start(_ lines: [WordParagraph]) -> Int? {
        for index in lines.indices.reversed() {
            let line = lines[index]
            guard line.text.count <= longestLine, line.notes.isEmpty else { return nil }
            if let label = DisplayLabel(line.text), label.kind != .figure {
                return line.isCaption || label.isTitle ? index : nil
            }
            if line.isCaption { return index }
        }
        return nil
    }
}
