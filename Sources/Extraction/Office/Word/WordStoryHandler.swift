/// Turns the XML of one part of a Word file into its paragraphs and tables.
///
/// Text as its reader would see it with all changes accepted: insertions in, deletions out, results of fields and not
/// their codes, one of several alternatives, nothing hidden.
final class WordStoryHandler: XMLHandler {
    let definitions: WordDefinitions
    let limits: ExtractionLimits
    var counters: WordCounters

    var story = WordStory()
    /// The text of each note by its id, where the part is one of notes.
    var notes: [String: String] = [:]

    /// The names of the open elements.
    var path: [String] = []
    /// How many elements were open where something began that is not read.
    private var skippingFrom: Int?
    /// Where finished paragraphs go: the part itself, then each open cell, text box or note.
    var containers: [[WordElement]] = [[]]
    var paragraphs: [WordParagraphDraft] = []
    var tables: [WordTableDraft] = []
    var cells: [WordTableDraft.Cell] = []
    var runs: [WordRun] = []
    var fields = WordFields()
    /// Text of a paragraph whose end was deleted, until the next one begins.
    var carried: WordParagraphDraft?
    var section = WordSection()
    var noteID: String?

    var paragraphIndex = 0
    var page = 1
    /// Set by an explicit page break, which Word repeats as a note where the next text stands.
    var isAfterBreak = false
    /// How many elements were open where a control holding a table of contents began.
    var contentsFrom: Int?
    var isPictureCounted = false
    var boxDepth = 0
    var cellCount = 0
    var paragraphCount = 0
    /// Endnotes and footnotes met so far.
    var noteCounts: [WordNoteReference.Kind: Int] = [:]

    init(definitions: WordDefinitions, limits: ExtractionLimits) {
        self.definitions = definitions
        self.limits = limits
        counters = WordCounters(definitions.numbering)
    }

    func start(_ tag: XMLTag) throws {
        if skippingFrom == nil { try open(tag) }
        path.append(tag.name)
    }

    func end(_ name: String) throws {
        path.removeLast()
        if let from = skippingFrom {
            if path.count == from { skippingFrom = nil }
        } else {
            try close(name)
        }
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {
        guard skippingFrom == nil, let parent = path.last else { return }
        switch parent {
        case "w:t", "m:t": add(String(decoding: run, as: UTF8.self))
        case "w:instrText": fields.addCode(String(decoding: run, as: UTF8.self))
        default: break
        }
    }

    /// Leaves out the element that is about to be opened, with all it holds.
    func skip() { skippingFrom = path.count }

    private func open(_ tag: XMLTag) throws {
        switch tag.name {
        case "w:p": beginParagraph()
        case "w:r": runs.append(WordRun())
        case "w:t", "w:pPr", "w:rPr", "w:tcPr", "w:tblPr", "w:instrText": break
        case "w:tbl": beginTable()
        case "w:tr": beginRow()
        case "w:tc": try beginCell()
        case "w:ins", "w:moveTo": story.hasTrackedChanges = true
        case "w:del", "w:moveFrom": delete()
        case "mc:Fallback", "w:pPrChange", "w:rPrChange", "w:tblPrChange", "w:trPrChange", "w:tcPrChange",
            "w:sectPrChange", "w:tblGridChange", "w:tblPrExChange", "w:rt", "w:delText", "w:delInstrText":
            skip()
        default: openDetail(tag)
        }
    }

    private func openDetail(_ tag: XMLTag) {
        guard let parent = path.last else { return }
        switch parent {
        case "w:pPr", "w:numPr": paragraphProperty(tag)
        case "w:rPr": runProperty(tag)
        case "w:tcPr", "w:trPr": tableProperty(tag)
        case "w:sectPr": sectionReference(tag)
        case "w:r": runContent(tag)
        default: surrounding(tag)
        }
    }

    /// Elements that can stand at many places.
    private func surrounding(_ tag: XMLTag) {
        switch tag.name {
        case "w:txbxContent", "w:footnote", "w:endnote": beginContainer(tag)
        case "w:docPartGallery" where tag["val"] == "Table of Contents":
            contentsFrom = contentsFrom ?? path.lastIndex(of: "w:sdt")
        case "pic:pic", "v:imagedata", "c:chart": addPicture()
        default: break
        }
    }

    private func close(_ name: String) throws {
        switch name {
        case "w:r": _ = runs.popLast()
        case "w:p": try endParagraph()
        case "w:tc": endCell()
        case "w:tbl": try endTable()
        case "w:sectPr": endSection()
        case "w:txbxContent", "w:footnote", "w:endnote": endContainer(name)
        case "w:sdt": if contentsFrom == path.count { contentsFrom = nil }
        case "w:body", "w:hdr", "w:ftr":
            story.elements = containers.first ?? []
            story.lastPage = page
        default: break
        }
    }
}
