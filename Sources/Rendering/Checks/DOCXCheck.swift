/// Reads a written DOCX back and compares it with its manuscript: parts, relationships, order of elements, headings,
/// tables and every character of the text.
public struct DOCXCheck: Sendable {
    private let composition: Composition
    private let look: DocumentLook

    /// - Parameter reference: that in whose looks it was written.
    public init(_ manuscript: Manuscript, reference: ReferenceDocument? = nil) {
        composition = Composition(manuscript)
        look = DocumentLook(reference)
    }

    /// What is wrong; nothing when all is well.
    ///
    /// - Throws: ``RenderingFailure/archive(_:)`` when the file is no ZIP.
    public func flaws(of docx: [UInt8]) throws -> [Flaw] {
        let entries = try ZIPReader.unpack(docx)
        var messages = PackageCheck(entries).messages
        guard let document = entries.first(where: { $0.path == "word/document.xml" }),
            let tree = XMLTree(document.bytes)
        else {
            return (messages + ["word/document.xml is missing or not XML"]).map { Flaw(.docx, $0) }
        }
        let read = tree.withRoot { ReadDocument($0) }
        messages += read.messages
        messages += differences(read)
        return messages.map { Flaw(.docx, $0) }
    }

    private func differences(_ read: ReadDocument) -> [String] {
        var messages: [String] = []
        let headings = composition.headings.map { heading in
            ReadDocument.Heading(
                level: heading.level,
                text: WrittenText.of((heading.number.map { $0 + "\t" } ?? "") + heading.title))
        }
        if headings != read.headings {
            messages.append("the headings differ: \(read.headings.count) were read, \(headings.count) written")
        }
        let tables = composition.tables.flatMap { TablePanels(TableGrid($0.table), look.tables).panels }.map { panel in
            panel.owners.indices.map { row in panel.cellsStarting(in: row).map { WrittenText.of($0.text) } }
        }
        if tables.filter({ !$0.isEmpty }) != read.tables.filter({ $0 != [[""]] }) {
            messages.append("the tables differ: \(read.tables.count) were read, \(tables.count) written")
        }
        let text = writtenText
        if text != read.text {
            let first = zip(text, read.text).first { $0 != $1 }
            messages.append("the text differs, first at: \(first?.0.prefix(60) ?? "its end")")
        }
        return messages
    }

    /// The paragraphs, items, notes and subheadings of all sections, as the DOCX should have them.
    private var writtenText: [String] {
        composition.parts.flatMap { part -> [String] in
            switch part {
            case .section(_, let pieces): pieces.compactMap { text(of: $0) }
            // What stands in place of the table.
            case .abbreviations where composition.manuscript.abbreviations.isEmpty:
                [WrittenText.of(composition.openText(Composition.noAbbreviations))]
            default: []
            }
        }
    }

    private func text(of piece: Composition.Piece) -> String? {
        switch piece {
        case .paragraph(let texts): texts.map { WrittenText.of($0.text) + mark($0) }.joined(separator: " ")
        case .listItem(_, let marker, let ordered, let text):
            WrittenText.of((ordered && !marker.isEmpty ? marker + "\t" : "") + text.text) + mark(text)
        case .subheading(let title): WrittenText.of(title)
        case .note(let note): "Note to the writer: " + WrittenText.of(note)
        case .open(let instruction): WrittenText.of(composition.openText(instruction))
        case .table: nil
        }
    }

    private func mark(_ text: Manuscript.Text) -> String {
        guard composition.manuscript.citationStyle == .appendix else { return "" }
        return composition.marks(text.citations)
    }
}
