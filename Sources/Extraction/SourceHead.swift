/// Tells by the first bytes of an upload whether it is something that can be read, before anybody waits for it.
///
/// A promise, not a proof: the reader looks at the whole file later, in its child process.
public enum SourceHead {
    /// How much of a file is looked at.
    public static let bytes = 64 << 10

    /// What a file promises to be.
    ///
    /// - Parameters:
    ///   - head: Its first bytes, at most ``bytes``.
    ///   - isWhole: Whether that is all there is.
    ///   - name: Breaks a tie between kinds of text, and stands in messages.
    /// - Throws: ``UnreadableSource``, which says what it is and what to do.
    public static func format(of head: [UInt8], isWhole: Bool, name: String) throws(UnreadableSource) -> SourceFormat {
        guard !head.isEmpty else {
            throw UnreadableSource(
                source: name, reason: .empty, message: "\(name) is empty: upload the document itself.")
        }
        if SourceSniffer.isPDF(head) { return .pdf }
        if head.starts(with: Array("{\\rtf".utf8)) { return .rtf }
        if head.starts(with: [0x50, 0x4B, 0x03, 0x04]), let package = packageFormat(of: head, name: name) {
            return package
        }
        if head.starts(with: CompoundFile.signature) {
            throw refusal(of: name, being: "an Office file of before 2007, or one with a password")
        }
        if let foreign = FileSignature.name(of: head) { throw refusal(of: name, being: foreign) }
        guard TextKind.isText(head) else {
            throw refusal(of: name, being: "not a kind of document that can be read")
        }
        // A character cut off at the end would make valid UTF-8 look like windows-1252.
        let lines = isWhole ? head[...] : head[...(head.lastIndex(of: UInt8(ascii: "\n")) ?? head.endIndex - 1)]
        return TextKind.format(of: TextDecoding.text(lines), name: name)
    }

    /// By the names of the archive's first entries; by the file's own name where they do not tell.
    private static func packageFormat(of head: [UInt8], name: String) -> SourceFormat? {
        if contains(head, "word/") { return .docx }
        if contains(head, "xl/") { return .xlsx }
        switch name.lowercased().split(separator: ".").last {
        case "docx", "docm": return .docx
        case "xlsx", "xlsm", "xlsb": return .xlsx
        default: return nil
        }
    }

    private static func contains(_ head: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard head.count >= wanted.count else { return false }
        return (0...head.count - wanted.count).contains { head[$0] == wanted[0] && head[$0...].starts(with: wanted) }
    }

    private static func refusal(of name: String, being what: String) -> UnreadableSource {
        UnreadableSource(
            source: name, reason: .unsupported,
            message: "\(name) is \(what): upload a PDF, DOCX, XLSX, HTML, Markdown, CSV, RTF or plain text file.")
    }
}
