/// On which page headings and tables stand, learned from a first layout; shown in the table of contents.
public struct PageNumbers: Sendable, Equatable {
    /// By the name of the bookmark; pages from 1.
    private let pages: [String: Int]

    /// - Parameter pages: page by the name of a bookmark of the written DOCX.
    public init(bookmarks pages: [String: Int]) {
        self.pages = pages
    }

    public var isEmpty: Bool { pages.isEmpty }

    /// The page of a heading by its position among all headings; nil when unknown.
    func page(ofHeading index: Int) -> Int? { self[.heading(index)] }

    subscript(_ bookmark: Bookmark) -> Int? { pages[bookmark.name] }
}
