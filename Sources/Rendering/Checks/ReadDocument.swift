/// What a reader finds in `word/document.xml`.
struct ReadDocument {
    struct Heading: Equatable {
        var level: Int
        var text: String
    }

    private(set) var headings: [Heading] = []
    /// The texts of each report table's cells, cells that continue one above left out.
    private(set) var tables: [[[String]]] = []
    /// The text of sections outside tables, paragraph by paragraph.
    private(set) var text: [String] = []
    /// Links without a target, doubled bookmarks and elements out of order.
    private(set) var messages: [String] = []

    private static let textStyles: Set = ["BodyText", "ListItem", "Subheading", "WriterNote", "OpenSection"]

    init(_ root: XMLElement) {
        messages = ElementOrder.faults(in: root) + Self.brokenLinks(in: root)
        var inSections = false
        for child in root.first("body")?.children ?? [] {
            switch child.name {
            case "p": read(paragraph: child, &inSections)
            case "tbl" where Self.isNumberedTable(child): tables.append(Self.rows(of: child))
            default: break
            }
        }
    }

    private mutating func read(paragraph: XMLElement, _ inSections: inout Bool) {
        guard let style = paragraph.first("pPr")?.value(of: "pStyle") else { return }
        if style.hasPrefix("Heading"), let level = Int(style.dropFirst("Heading".count)) {
            headings.append(Heading(level: level, text: Self.text(of: paragraph)))
            inSections = true
        } else if inSections, Self.textStyles.contains(style) {
            text.append(Self.text(of: paragraph))
        }
    }

    /// The tables that the writer makes by itself look the same, but only numbered ones have a table look.
    private static func isNumberedTable(_ table: XMLElement) -> Bool {
        table.first("tblPr")?.first("tblLook") != nil
    }

    private static func rows(of table: XMLElement) -> [[String]] {
        table.children.filter { $0.name == "tr" }.map { row in
            row.children.filter { $0.name == "tc" && !continuesAbove($0) }.map { cell in
                cell.children.filter { $0.name == "p" }.map { text(of: $0) }.joined(separator: "\n")
            }
        }
    }

    private static func continuesAbove(_ cell: XMLElement) -> Bool {
        guard let merge = cell.first("tcPr")?.first("vMerge") else { return false }
        return merge.attribute("val") != "restart"
    }

    /// Runs of text with their tabs and line breaks; what a field shows is part of it.
    static func text(of paragraph: XMLElement) -> String {
        var result = ""
        paragraph.visit { element in
            switch element.name {
            case "t": result += element.text
            case "tab" where element.attribute("pos") == nil: result += "\t"
            case "br": result += "\n"
            default: break
            }
        }
        return result
    }

    private static func brokenLinks(in root: XMLElement) -> [String] {
        var names: Set<String> = []
        var anchors: [String] = []
        var messages: [String] = []
        root.visit { element in
            if element.name == "bookmarkStart", let name = element.attribute("name"), !names.insert(name).inserted {
                messages.append("the bookmark \(name) stands twice")
            }
            if let anchor = element.attribute("anchor") { anchors.append(anchor) }
        }
        return messages + anchors.filter { !names.contains($0) }.map { "the link to \($0) leads nowhere" }
    }
}
