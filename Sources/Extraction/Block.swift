/// One piece of a source document in reading order, with the place it came from.
public struct Block: Sendable, Equatable {
    /// Its position in ``ExtractedContent/blocks``, from 0; how other stages name it.
    public var index: Int
    public var content: Content
    public var provenance: Provenance
    /// 0 ... 1 where recognition was uncertain (OCR); nil where the text was read as written.
    public var confidence: Double?

    public init(index: Int, content: Content, provenance: Provenance, confidence: Double? = nil) {
        self.index = index
        self.content = content
        self.provenance = provenance
        self.confidence = confidence
    }

    public enum Content: Sendable, Equatable {
        /// `level` from 1; `number` as printed or computed from automatic numbering, such as `9.4.1`, and not part of `text`.
        case heading(level: Int, number: String?, text: String)
        case paragraph(text: String)
        /// `level` from 0; `marker` as printed, such as `•` or `3.`.
        case listItem(level: Int, marker: String, text: String)
        case table(Table)
        /// A picture; `image` names an entry of ``ExtractedContent/images`` where the bytes were kept.
        case figure(caption: String?, image: String?)
        case footnote(mark: String, text: String)
    }

    /// Everything a reader would see of it, as plain text; a table row by row, cells parted by tabs.
    public var text: String {
        switch content {
        case .heading(_, _, let text), .paragraph(let text), .listItem(_, _, let text), .footnote(_, let text): text
        case .table(let table): table.plainText
        case .figure(let caption, _): caption ?? ""
        }
    }
}

/// A table with its caption and its notes.
public struct Table: Sendable, Equatable, Codable {
    /// The words of its title, without label and number; lines joined by a space.
    public var caption: String?
    /// Its label and number as printed, such as `Table 14-2.01`.
    public var label: String?
    /// Further title lines, such as the population.
    public var subtitles: [String]
    /// How many rows at the top are headings.
    public var headerRows: Int
    public var rows: [[Cell]]
    public var footnotes: [String]

    public init(
        caption: String? = nil, label: String? = nil, subtitles: [String] = [], headerRows: Int = 0, rows: [[Cell]],
        footnotes: [String] = []
    ) {
        self.caption = caption
        self.label = label
        self.subtitles = subtitles
        self.headerRows = headerRows
        self.rows = rows
        self.footnotes = footnotes
    }

    /// A cell. Cells that a span covers are not listed.
    public struct Cell: Sendable, Equatable {
        public var text: String
        public var columnSpan: Int
        public var rowSpan: Int

        public init(_ text: String, columnSpan: Int = 1, rowSpan: Int = 1) {
            self.text = text
            self.columnSpan = columnSpan
            self.rowSpan = rowSpan
        }
    }

    /// The number of grid columns: the widest row, spans counted.
    public var columnCount: Int {
        rows.map { $0.reduce(0) { $0 + $1.columnSpan } }.max() ?? 0
    }

    public var plainText: String {
        rows.map { $0.map(\.text).joined(separator: "\t") }.joined(separator: "\n")
    }
}

/// Where in its source a block stands; what is unknown is nil.
public struct Provenance: Sendable, Equatable, Codable {
    /// The page, from 1: the printed order, not the printed number.
    public var page: Int?
    /// The worksheet's name.
    public var sheet: String?
    /// The cells, such as `A1:F20`; a table has every one of them, so that each one's place is known from its position.
    public var cells: String?
    /// The paragraph of the body, from 1 (DOCX), or the line (text).
    public var paragraph: Int?
    /// On the page, in points from its top left corner.
    public var box: Box?

    public init(
        page: Int? = nil, sheet: String? = nil, cells: String? = nil, paragraph: Int? = nil, box: Box? = nil
    ) {
        self.page = page
        self.sheet = sheet
        self.cells = cells
        self.paragraph = paragraph
        self.box = box
    }

    public struct Box: Sendable, Equatable, Codable {
        public var x: Double
        public var y: Double
        public var width: Double
        public var height: Double

        public init(x: Double, y: Double, width: Double, height: Double) {
            self.x = x
            self.y = y
            self.width = width
            self.height = height
        }
    }
}
