import Rendering

/// The fixed text of a section as elements: paragraphs parted by empty lines, and items.
enum FixedText {
    /// With which a paragraph begins that is an item of a list.
    static let itemMark = "• "

    static func elements(of text: String) -> [Manuscript.Element] {
        text.split(separator: "\n\n").map { paragraph in
            let line = TableReading.clean(String(paragraph))
            guard line.hasPrefix(itemMark) else { return .paragraph(.init(line)) }
            return .listItem(level: 0, marker: "•", ordered: false, .init(String(line.dropFirst(itemMark.count))))
        }
    }
}
