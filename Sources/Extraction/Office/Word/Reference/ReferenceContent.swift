/// How a Word file looks, without a word of what it says: what is taken of a reference document.
///
/// Every element and attribute in it was found on the list of ``StyleRules`` and its value understood, so a writer may
/// put it into a file of its own.
public struct ReferenceContent: Sendable, Equatable, Codable {
    /// Of this value's shape; one newer than the reader is refused.
    public static let schema = 1

    public var schema: Int
    public var source: SourceDescription
    /// `rPr` and `pPr` of the document's defaults, as far as they are there.
    public var defaults: [StyleElement]
    public var styles: [Style]
    /// The last upright page and the last one on its side that the file sets text on.
    public var pages: [Page]

    public init(source: SourceDescription, defaults: [StyleElement], styles: [Style], pages: [Page]) {
        self.schema = Self.schema
        self.source = source
        self.defaults = defaults
        self.styles = styles
        self.pages = pages
    }

    public struct Style: Sendable, Equatable, Codable {
        public enum Kind: String, Sendable, Codable {
            case paragraph, character, table
        }

        public var kind: Kind
        /// By which the others name it.
        public var id: String
        /// Word names its own styles in English in every language.
        public var name: String
        public var basedOn: String?
        public var next: String?
        /// The one of everything that names none of its kind.
        public var isDefault: Bool
        /// How many paragraphs or tables of the file name it.
        public var uses: Int
        /// `pPr`, `rPr`, `tblPr`, `tcPr` and `tblStylePr`, in the order of the schema.
        public var properties: [StyleElement]
    }

    /// Lengths in twips (1,440 to the inch).
    public struct Page: Sendable, Equatable, Codable {
        public var width: Int
        public var height: Int
        public var top: Int
        public var right: Int
        public var bottom: Int
        /// With the gutter.
        public var left: Int
        /// From the edge of the sheet.
        public var header: Int
        public var footer: Int
    }
}

/// An element of WordprocessingML, its name without prefix.
public struct StyleElement: Sendable, Equatable, Codable {
    public var name: String
    /// In the order of their list.
    public var attributes: [Attribute]
    public var children: [StyleElement]

    public struct Attribute: Sendable, Equatable, Codable {
        public var name: String
        public var value: String
    }
}
