import Foundation

/// The outline (bookmarks) of a PDF as `qpdf --json` prints it.
struct PDFOutline: Decodable {
    var outlines: [Node]

    struct Node: Decodable {
        var title: String?
        var destpageposfrom1: Int?
        var kids: [Node]?
    }

    /// Deeper outlines than this are an attack, not a document.
    private static let deepest = 32

    var entries: [HeadingFinder.OutlineEntry] { Self.entries(outlines, level: 1) }

    private static func entries(_ nodes: [Node], level: Int) -> [HeadingFinder.OutlineEntry] {
        guard level <= deepest else { return [] }
        return nodes.flatMap { node -> [HeadingFinder.OutlineEntry] in
            let below = entries(node.kids ?? [], level: level + 1)
            guard let title = node.title?.onOneLine, !title.isEmpty, let page = node.destpageposfrom1 else {
                return below
            }
            return [HeadingFinder.OutlineEntry(title: title, page: page, level: level)] + below
        }
    }
}
