/// Turns the tags and text of a page into blocks.
///
/// Scripts, styles, form controls and navigation are left out. What is hidden at first is read, for reports hide their
/// sections behind tabs; ``hasHiddenText`` tells. Blanks collapse as in a browser.
final class HTMLBlocks: HTMLHandler {
    var blocks: [Block] = []
    var title: String?
    /// Some element is not shown until a script shows it.
    var hasHiddenText = false
    let limits: ExtractionLimits

    /// The text of the block being read.
    var text = ""
    var heading: Int?
    /// The open lists, outermost first; the number of the last item where they are ordered.
    var lists: [Int?] = []
    /// The marker of the item being read, until its first text is written.
    var marker: String?
    var tables: [HTMLTableDraft] = []
    var cell: Table.Cell?
    var isHeaderCell = false
    var isInCaption = false
    var isInTitle = false
    var preformatted = 0
    var isRaised = false
    /// How deep inside something that is not read; 0: reading.
    var skipping = 0
    var structureDepth = 0
    var cellCount = 0
    var lineCount = 0

    init(limits: ExtractionLimits) { self.limits = limits }

    private static let skipped: Set<String> = [
        "script", "style", "template", "noscript", "nav", "svg", "select", "textarea", "button", "iframe", "object",
    ]
    private static let boundaries: Set<String> = [
        "p", "div", "section", "article", "header", "footer", "main", "aside", "blockquote", "address", "form",
        "center", "dl", "dt", "dd", "figure", "figcaption", "hr", "body", "fieldset", "pre", "details", "summary",
    ]

    func start(_ name: String, _ attributes: [String: String]) throws {
        // Elements without an end count too: libxml2 reports an end for each.
        if skipping > 0 || Self.isSkipped(name, attributes) {
            skipping += 1
            return
        }
        if Self.isHidden(attributes) { hasHiddenText = true }
        switch name {
        case "title": isInTitle = true
        case "h1", "h2", "h3", "h4", "h5", "h6":
            flush()
            heading = name.last?.wholeNumberValue
        case "ul", "ol": try beginList(name, attributes)
        case "li": beginItem(attributes)
        case "table", "thead", "tbody", "tfoot", "tr", "td", "th", "caption": try beginTablePart(name, attributes)
        case "br": text += "\n"
        case "sup": isRaised = true
        case "img": addPicture(attributes)
        default: try beginOther(name)
        }
    }

    func end(_ name: String) throws {
        if skipping > 0 {
            skipping -= 1
            return
        }
        switch name {
        case "title": isInTitle = false
        case "h1", "h2", "h3", "h4", "h5", "h6": flush()
        case "ul", "ol":
            flush()
            _ = lists.popLast()
            structureDepth -= 1
        case "li":
            flush()
            marker = nil
        case "table", "thead", "tr", "td", "th", "caption": try endTablePart(name)
        case "sup": isRaised = false
        default: endOther(name)
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {
        guard skipping == 0 else { return }
        let piece = String(decoding: run, as: UTF8.self)
        if isInTitle {
            title = (title ?? "") + piece
            return
        }
        let shown = isRaised ? WordSymbols.raised(piece) : piece
        if preformatted > 0 { text += shown } else { addCollapsed(shown) }
    }

    /// Ends the page.
    func finish() {
        flush()
        title = title.map(\.onOneLine).flatMap { $0.isEmpty ? nil : $0 }
        for index in blocks.indices { blocks[index].index = index }
    }

    private static func isSkipped(_ name: String, _ attributes: [String: String]) -> Bool {
        if skipped.contains(name) { return true }
        let classes = attributes["class"]?.split(separator: " ") ?? []
        return classes.contains("toc") || attributes["id"] == "toc"
    }

    private static func isHidden(_ attributes: [String: String]) -> Bool {
        guard !attributes.isEmpty else { return false }
        let style = attributes["style"]?.replacing(" ", with: "").lowercased() ?? ""
        return attributes["hidden"] != nil || style.contains("display:none") || style.contains("visibility:hidden")
    }

    private func addCollapsed(_ piece: String) {
        for character in piece {
            if character.isWhitespace || character == "\u{A0}" {
                if let last = text.last, last != " ", last != "\n" { text.append(" ") }
            } else {
                text.append(character)
            }
        }
    }

    private func beginOther(_ name: String) throws {
        guard Self.boundaries.contains(name) else { return }
        structureDepth += 1
        guard structureDepth <= limits.depth else { throw XMLFailure.tooDeep(limit: limits.depth) }
        if name == "pre" { preformatted += 1 }
        flush()
    }

    private func endOther(_ name: String) {
        guard Self.boundaries.contains(name) else { return }
        flush()
        structureDepth -= 1
        if name == "pre" { preformatted -= 1 }
    }

    private func beginList(_ name: String, _ attributes: [String: String]) throws {
        flush()
        structureDepth += 1
        guard structureDepth <= limits.depth else { throw XMLFailure.tooDeep(limit: limits.depth) }
        let start = attributes["start"].flatMap { Int($0) } ?? 1
        lists.append(name == "ol" ? start &- 1 : nil)
    }

    private func beginItem(_ attributes: [String: String]) {
        flush()
        marker = "•"
        guard let last = lists.last, let number = last else { return }
        let next = attributes["value"].flatMap { Int($0) } ?? (number &+ 1)
        lists[lists.count - 1] = next
        marker = "\(next)."
    }

    private func addPicture(_ attributes: [String: String]) {
        let words = (attributes["alt"] ?? "").onOneLine
        guard cell == nil, !words.isEmpty else { return }
        flush()
        append(.figure(caption: words, image: nil))
    }
}
