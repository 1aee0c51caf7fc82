/// A named place in a document. Names follow Word's own, so that Word replaces rather than doubles them.
struct Bookmark: Sendable, Equatable {
    /// Unique in the document.
    let id: Int
    let name: String

    private static let most = 1_000_000

    /// Where an entry of the table of contents leads.
    static func heading(_ index: Int) -> Bookmark {
        Bookmark(id: index, name: "_Toc\(100_000_000 + index)")
    }

    /// Where an entry of the list of tables leads; `number` from 1.
    static func tableEntry(_ number: Int) -> Bookmark {
        Bookmark(id: most + number, name: "_Toc\(200_000_000 + number)")
    }

    /// The words `Table 3` in a caption, for references to it.
    static func tableLabel(_ number: Int) -> Bookmark {
        Bookmark(id: 2 * most + number, name: "_Ref\(300_000_000 + number)")
    }
}
