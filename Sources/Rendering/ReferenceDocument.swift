/// How the documents of a house look, as its own Word template has it: styles, their defaults and pages, and no text.
///
/// Nothing in it is trusted to be Word's: names, identifiers and relations between styles are sorted out by the writer.
/// What elements and attributes may be in it, whoever read the template has seen to.
public struct ReferenceDocument: Sendable, Equatable, Codable {
    /// `rPr` and `pPr` of the defaults, as far as they are there.
    public var defaults: [Element]
    public var styles: [Style]
    /// At most one upright and one on its side; a missing one is made from the other, or is US Letter.
    public var pages: [Page]

    public init(defaults: [Element], styles: [Style], pages: [Page]) {
        self.defaults = defaults
        self.styles = styles
        self.pages = pages
    }

    public struct Style: Sendable, Equatable, Codable {
        public enum Kind: String, Sendable, Codable {
            case paragraph, character, table
        }

        public var kind: Kind
        public var id: String
        public var name: String
        public var basedOn: String?
        public var next: String?
        public var isDefault: Bool
        /// How many paragraphs or tables of the template name it: of two that could serve, the more used one does.
        public var uses: Int
        /// `pPr`, `rPr`, `tblPr`, `tcPr` and `tblStylePr`, in this order.
        public var properties: [Element]

        public init(
            kind: Kind, id: String, name: String, basedOn: String? = nil, next: String? = nil, isDefault: Bool = false,
            uses: Int = 0, properties: [Element] = []
        ) {
            self.kind = kind
            self.id = id
            self.name = name
            self.basedOn = basedOn
            self.next = next
            self.isDefault = isDefault
            self.uses = uses
            self.properties = properties
        }
    }

    /// An element of WordprocessingML, its names without prefix, its children in the order of the schema.
    public struct Element: Sendable, Equatable, Codable {
        public var name: String
        public var attributes: [Attribute]
        public var children: [Element]

        public init(_ name: String, _ attributes: [Attribute] = [], _ children: [Element] = []) {
            self.name = name
            self.attributes = attributes
            self.children = children
        }

        public struct Attribute: Sendable, Equatable, Codable {
            public var name: String
            public var value: String

            public init(_ name: String, _ value: String) {
                self.name = name
                self.value = value
            }
        }
    }

    /// Lengths in twips (1,440 to the inch).
    public struct Page: Sendable, Equatable, Codable {
        public var width: Int
        public var height: Int
        public var top: Int
        public var right: Int
        public var bottom: Int
        public var left: Int
        /// From the edge of the sheet to header and footer.
        public var header: Int
        public var footer: Int

        public init(
            width: Int, height: Int, top: Int, right: Int, bottom: Int, left: Int, header: Int = 720,
            footer: Int = 720
        ) {
            self.width = width
            self.height = height
            self.top = top
            self.right = right
            self.bottom = bottom
            self.left = left
            self.header = header
            self.footer = footer
        }

        /// US Letter with margins of one inch, within FDA's PDF specification (left at least 3/4 inch, others at least
        /// 3/8 inch).
        public static let letter = Page(
            width: 12_240, height: 15_840, top: 1_440, right: 1_440, bottom: 1_440, left: 1_440)

        /// What of the width text may fill.
        public var textWidth: Int { width - left - right }

        var isLandscape: Bool { width > height }

        /// Turned on its side, so that the margin for the binding comes to lie above.
        var turned: Page {
            Page(
                width: height, height: width, top: left, right: top, bottom: right, left: bottom, header: header,
                footer: footer)
        }
    }
}

extension ReferenceDocument.Element {
    subscript(_ attribute: String) -> String? {
        get { attributes.first { $0.name == attribute }?.value }
        set {
            attributes.removeAll { $0.name == attribute }
            if let newValue { attributes.append(Attribute(attribute, newValue)) }
        }
    }

    func first(_ child: String) -> Self? { children.first { $0.name == child } }

    var markup: Markup {
        .element(
            name: "w:" + name, attributes: attributes.map { .init(name: "w:" + $0.name, value: $0.value) },
            children: children.map(\.markup))
    }
}
