import Extraction
import Rendering

/// Where a statement came from: the source with its digest, the place in it, and the exact words.
public struct Citation: Sendable, Equatable, Hashable, Codable {
    /// Position in the list of sources.
    public var index: Int
    /// The source's name.
    public var source: String
    public var sha256: String
    public var page: Int?
    public var sheet: String?
    public var cells: String?
    public var paragraph: Int?
    /// True for words of a running header or footer, which stand on many pages.
    public var isFurniture: Bool
    /// The exact words, shortened at a word when long.
    public var excerpt: String

    /// The longest excerpt, in characters.
    static let excerptLength = 240

    public init(
        index: Int, source: SourceDescription, provenance: Provenance = Provenance(), isFurniture: Bool = false,
        excerpt: String
    ) {
        self.index = index
        self.source = source.name
        self.sha256 = source.sha256
        self.page = provenance.page
        self.sheet = provenance.sheet
        self.cells = provenance.cells
        self.paragraph = provenance.paragraph
        self.isFurniture = isFurniture
        self.excerpt = Self.shortened(excerpt)
    }

    /// In words, such as `page 12`, `sheet Labs, B2:F9` or `paragraph 31`.
    public var place: String {
        if let page { return "page \(page)" }
        if let sheet { return cells.map { "sheet \(sheet), \($0)" } ?? "sheet \(sheet)" }
        if let paragraph { return "paragraph \(paragraph)" }
        return isFurniture ? "header or footer" : "whole file"
    }

    var forManuscript: Manuscript.Citation {
        Manuscript.Citation(source: index, place: place, excerpt: excerpt)
    }

    static func shortened(_ text: String) -> String {
        // A block may be a whole file on one line: no more of it is looked at than is shown.
        var line = ""
        var (length, isApart) = (0, false)
        for character in text {
            guard !character.isWhitespace else {
                isApart = length > 0
                continue
            }
            line += isApart ? " \(character)" : String(character)
            length += isApart ? 2 : 1
            isApart = false
            if length > excerptLength { break }
        }
        guard length > excerptLength else { return line }
        let cut = line.prefix(excerptLength)
        return (cut.lastIndex(of: " ").map { String(cut[..<$0]) } ?? String(cut)) + " …"
    }
}
