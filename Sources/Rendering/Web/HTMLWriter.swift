/// Writes a manuscript as one web page that needs nothing else: no script, no font, no picture from elsewhere.
public struct HTMLWriter: Sendable {
    public init() {}

    public func write(_ manuscript: Manuscript) -> [UInt8] {
        let composition = Composition(manuscript)
        let page = HTMLPage(composition)
        return MarkupSerializer.file(page.root, .html)
    }
}
