/// The paragraph styles of a Word file, with what they inherit.
struct WordStyles {
    struct Style: Equatable {
        var name = ""
        var basedOn: String?
        /// 0 ... 8 for headings, 9 for body text (ECMA-376 part 1, 17.3.1.20).
        var outlineLevel: Int?
        var numberingID: Int?
        var numberingLevel: Int?
    }

    var styles: [String: Style] = [:]
    /// The one of paragraphs that name none.
    var defaultID: String?

    /// The style and those it is based on, nearest first; a circle ends where it closes.
    func chain(_ id: String?) -> [(id: String, style: Style)] {
        var found: [(id: String, style: Style)] = []
        var next = id ?? defaultID
        while let id = next, let style = styles[id], !found.contains(where: { $0.id == id }) {
            found.append((id, style))
            next = style.basedOn
        }
        return found
    }

    /// From 1 for a heading, else nil: by the outline level in the nearest style that has one, or by Word's own name.
    func headingLevel(_ id: String?) -> Int? {
        for (_, style) in chain(id) {
            if let level = style.outlineLevel { return (0..<9).contains(level) ? level + 1 : nil }
            if let level = Self.builtInHeading(style.name) { return level }
        }
        return nil
    }

    /// The list a style belongs to; an id of 0 takes it out of the list it inherits.
    func numbering(_ id: String?) -> (id: Int, level: Int?)? {
        var level: Int?
        for (_, style) in chain(id) {
            level = level ?? style.numberingLevel
            if let number = style.numberingID { return (number, level) }
        }
        return nil
    }

    /// From 0, by Word's own names `List Bullet 2` and the like, each of which has a list of its own with one level.
    func listLevel(_ id: String?) -> Int? {
        guard let name = chain(id).first?.style.name else { return nil }
        for start in ["list bullet ", "list number "] where name.hasPrefix(start) {
            if let number = Int(name.dropFirst(start.count)), (2...5).contains(number) { return number - 1 }
        }
        return nil
    }

    func isCaption(_ id: String?) -> Bool { chain(id).contains { $0.style.name == "caption" } }

    func isTitle(_ id: String?) -> Bool { chain(id).first?.style.name == "title" }

    /// Entries and headings of tables of contents, of figures and of authorities.
    func isContents(_ id: String?) -> Bool {
        chain(id).contains { _, style in
            style.name == "toc heading" || style.name == "table of figures" || style.name == "table of authorities"
                || (style.name.hasPrefix("toc ") && Int(style.name.dropFirst(4)) != nil)
        }
    }

    /// Word names its own styles in English in every language: `heading 1` to `heading 9`.
    private static func builtInHeading(_ name: String) -> Int? {
        guard name.hasPrefix("heading "), let level = Int(name.dropFirst(8)), (1...9).contains(level) else {
            return nil
        }
        return level
    }
}

/// Reads `word/styles.xml`.
final class WordStylesHandler: XMLHandler {
    private(set) var styles = WordStyles()
    private var id: String?
    private var style = WordStyles.Style()
    private var isInsideChange = false

    func start(_ tag: XMLTag) {
        switch tag.name {
        case "w:style":
            // The type is optional and a paragraph style is the default.
            id = (tag["type"] ?? "paragraph") == "paragraph" ? tag["styleId"] : nil
            style = WordStyles.Style()
            if let id, tag.isOn("default") { styles.defaultID = id }
        case "w:pPrChange": isInsideChange = true
        default: if !isInsideChange { property(tag) }
        }
    }

    func end(_ name: String) {
        switch name {
        case "w:style":
            if let id { styles.styles[id] = style }
            id = nil
        case "w:pPrChange": isInsideChange = false
        default: break
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {}

    private func property(_ tag: XMLTag) {
        switch tag.name {
        case "w:name": style.name = (tag["val"] ?? "").lowercased()
        case "w:basedOn": style.basedOn = tag["val"]
        case "w:outlineLvl": style.outlineLevel = tag.int("val")
        case "w:numId": style.numberingID = tag.int("val")
        case "w:ilvl": style.numberingLevel = tag.int("val")
        default: break
        }
    }
}

extension XMLTag {
    func int(_ name: String) -> Int? { self[name].flatMap { Int($0) } }

    /// An on-off attribute (ECMA-376 part 1, 22.9.2.7); absent is off.
    func isOn(_ name: String) -> Bool { self[name].map(Self.means) ?? false }

    /// An on-off element such as `w:tblHeader`, whose presence alone means on.
    var isOnElement: Bool { self["val"].map(Self.means) ?? true }

    private static func means(_ value: String) -> Bool { value == "1" || value == "true" || value == "on" }
}
