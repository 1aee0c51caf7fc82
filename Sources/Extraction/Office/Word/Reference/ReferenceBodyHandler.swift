/// Reads of `word/document.xml` which styles it uses and on which pages; its text is not looked at.
final class ReferenceBodyHandler: XMLHandler {
    private(set) var uses: [String: Int] = [:]
    private var upright: ReferenceContent.Page?
    private var sideways: ReferenceContent.Page?
    private var page: PageDraft?
    /// Inside the record of a tracked change.
    private var changes = 0

    var pages: [ReferenceContent.Page] { [upright, sideways].compactMap(\.self) }

    private struct PageDraft {
        var size: (width: Int, height: Int)?
        var margins: [String: Int] = [:]
    }

    func start(_ tag: XMLTag) {
        if Self.isChange(tag.name) { changes += 1 }
        guard changes == 0 else { return }
        switch tag.name {
        case "w:pStyle", "w:tblStyle": if let style = tag["val"] { uses[style, default: 0] += 1 }
        case "w:sectPr": page = PageDraft()
        case "w:pgSz":
            if let width = tag.int("w"), let height = tag.int("h") { page?.size = (width, height) }
        case "w:pgMar":
            for name in ["top", "right", "bottom", "left", "header", "footer", "gutter"] {
                // Negative margins hold against a tall header.
                page?.margins[name] = tag.int(name).map { min(abs($0), 31_680) }
            }
        default: break
        }
    }

    func end(_ name: String) {
        if Self.isChange(name) { changes -= 1 }
        guard changes == 0, name == "w:sectPr", let draft = page else { return }
        page = nil
        guard let found = Self.page(draft) else { return }
        if found.width > found.height { sideways = found } else { upright = found }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {}

    private static func isChange(_ name: String) -> Bool {
        name == "w:pPrChange" || name == "w:sectPrChange" || name == "w:tblPrChange"
    }

    /// From the smallest sheet that a report is printed on to the largest that Word knows, in twips.
    private static let sides = 6_000...31_680
    /// Four inches wide and three high: less holds no table.
    private static let leastText = (width: 5_760, height: 4_320)

    /// Nil for a page that no report could be set on.
    private static func page(_ draft: PageDraft) -> ReferenceContent.Page? {
        guard let size = draft.size, sides.contains(size.width), sides.contains(size.height) else { return nil }
        func margin(_ name: String, _ usual: Int) -> Int { draft.margins[name] ?? usual }
        let page = ReferenceContent.Page(
            width: size.width, height: size.height, top: margin("top", 1_440), right: margin("right", 1_440),
            bottom: margin("bottom", 1_440), left: margin("left", 1_440) + margin("gutter", 0),
            header: min(margin("header", 720), size.height / 4), footer: min(margin("footer", 720), size.height / 4))
        guard page.width - page.left - page.right >= leastText.width,
            page.height - page.top - page.bottom >= leastText.height
        else { return nil }
        return page
    }
}
