/// A Word paragraph while it is read: its text so far and what its properties name.
struct WordParagraphDraft {
    var text = ""
    var styleID: String?
    var numberingID: Int?
    var numberingLevel: Int?
    var outlineLevel: Int?
    var page: Int?
    var pictures = 0
    var notes: [WordNoteReference] = []
    /// What stands in text boxes anchored here; it follows the paragraph.
    var boxes: [WordElement] = []
    var isContents = false
    /// Whether some of its text is not set in bold type.
    var hasPlainType = false
    /// Its end was deleted under change tracking: the next paragraph goes on where it stops.
    var isEndDeleted = false
    var endsSection = false
}
