/// Writes a manuscript as GitHub-flavoured Markdown, everything in it escaped so that it shows as it was written.
///
/// Tables with spans are HTML tables, which that Markdown allows; citations are footnotes.
public struct MarkdownWriter: Sendable {
    public init() {}

    public func write(_ manuscript: Manuscript) -> [UInt8] {
        var page = MarkdownPage(Composition(manuscript))
        page.write()
        return Array(page.text.utf8)
    }
}
