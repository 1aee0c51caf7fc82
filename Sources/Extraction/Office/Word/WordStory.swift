/// What one part of a Word file says, in order: its body, a header, or the notes.
struct WordStory {
    var elements: [WordElement] = []
    /// In order; the last one is the body's own. Empty in parts other than the body.
    var sections: [WordSection] = []
    var hasTrackedChanges = false
    /// How often Word noted where a page began.
    var pageHints = 0
    /// From 1: the page on which the story ends, by those notes.
    var lastPage = 1
}

/// A paragraph or a table, with the index of the section it stands in.
enum WordElement {
    case paragraph(WordParagraph)
    case table(WordTable)
}

struct WordParagraph {
    var text = ""
    /// From 1, among all paragraphs of the part but those of text boxes.
    var index: Int
    /// From 1, as far as Word's notes tell.
    var page: Int
    var section: Int
    /// From 1.
    var headingLevel: Int?
    /// The automatic number or bullet.
    var label: String?
    /// From 0; nil outside lists.
    var listLevel: Int?
    var isBullet = false
    var isCaption = false
    var isTitle = false
    /// An entry of a table of contents.
    var isContents = false
    /// All its runs are set in bold type.
    var isBold = false
    var pictures = 0
    /// Ids of the notes it refers to.
    var notes: [WordNoteReference] = []

    /// Nothing a reader would see.
    var isEmpty: Bool { text.isEmpty && pictures == 0 }
}

struct WordNoteReference: Hashable {
    enum Kind { case footnote, endnote }

    var kind: Kind
    var id: String
    /// As printed in the text.
    var mark: String
}

struct WordTable {
    var table: Table
    var index: Int
    var page: Int
    var section: Int
    var notes: [WordNoteReference] = []
}

/// Which headers and footers a run of pages bears; relationship ids by type (`default`, `first`, `even`).
struct WordSection {
    var headers: [String: String] = [:]
    var footers: [String: String] = [:]

    /// What it does not name it takes from the section before (ECMA-376 part 1, 17.10.5).
    func inheriting(_ former: WordSection?) -> WordSection {
        guard let former else { return self }
        return WordSection(
            headers: headers.merging(former.headers) { own, _ in own },
            footers: footers.merging(former.footers) { own, _ in own })
    }
}
