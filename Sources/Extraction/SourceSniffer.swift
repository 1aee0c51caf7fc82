import Foundation

/// Tells what a file is by its first bytes; its name only breaks a tie between kinds of text.
struct SourceSniffer {
    private let limits: ExtractionLimits

    /// How much of a file is looked at.
    private static let sampleBytes = 64 << 10

    init(limits: ExtractionLimits) {
        self.limits = limits
    }

    /// - Throws: ``UnreadableSource`` when no reader reads it, naming what it is.
    func format(of file: SourceFile) throws -> SourceFormat {
        let handle = try FileHandle(forReadingFrom: URL(filePath: file.path))
        // Closing fails only for a descriptor that is already closed, and nothing was written.
        defer { try? handle.close() }
        let sample = [UInt8](try handle.read(upToCount: Self.sampleBytes) ?? Data())
        if Self.isPDF(sample) { return .pdf }
        if sample.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return try packageFormat(of: file) }
        if sample.starts(with: CompoundFile.signature) { throw try olderOffice(file) }
        if sample.starts(with: Array("{\\rtf".utf8)) { return .rtf }
        if let foreign = FileSignature.name(of: sample) { throw refusal(of: file, being: foreign) }
        return try textFormat(of: file, sample: sample, isWhole: sample.count < Self.sampleBytes)
    }

    /// Some writers put a few bytes before the header; readers accept it in the first 1,024 (ISO 32000-1, annex H).
    static func isPDF(_ sample: [UInt8]) -> Bool {
        let mark = Array("%PDF-".utf8)
        guard sample.count >= mark.count else { return false }
        return (0...min(1024, sample.count - mark.count)).contains { sample[$0...].starts(with: mark) }
    }

    private func packageFormat(of file: SourceFile) throws -> SourceFormat {
        let names: Set<String>
        do {
            names = Set(try ZipArchive(path: file.path, limits: limits).names)
        } catch ZipFailure.tooLarge(let reason) {
            throw file.unreadable(.tooLarge, "is too large to read: \(reason).")
        } catch {
            throw file.unreadable(.damaged, "is damaged: its archive cannot be opened. Save it again and upload it.")
        }
        if names.contains("word/document.xml") { return .docx }
        if names.contains("xl/workbook.xml") || names.contains("xl/workbook.bin") { return .xlsx }
        if names.contains("ppt/presentation.xml") { throw refusal(of: file, being: "a PowerPoint presentation") }
        if names.contains("mimetype") { throw refusal(of: file, being: "an OpenDocument or EPUB file") }
        if names.contains("[content_types].xml") { return Self.claimsWorkbook(file.name) ? .xlsx : .docx }
        throw refusal(of: file, being: "a ZIP archive")
    }

    private static func claimsWorkbook(_ name: String) -> Bool { name.lowercased().contains(".xls") }

    private func olderOffice(_ file: SourceFile) throws -> UnreadableSource {
        if try CompoundFile.content(path: file.path) == .encryptedOffice {
            return file.unreadable(.encrypted, "is encrypted: remove its password and upload it again.")
        }
        return file.unreadable(
            .unsupported,
            "is in the format of Office before 2007 (.doc, .xls or .ppt): save it as .docx or .xlsx and upload that.")
    }

    private func textFormat(of file: SourceFile, sample: [UInt8], isWhole: Bool) throws -> SourceFormat {
        guard TextKind.isText(sample) else { throw refusal(of: file, being: "not a kind of document that can be read") }
        // A character cut off at the sample's end would make valid UTF-8 look like windows-1252.
        let whole = isWhole ? sample[...] : sample[...(sample.lastIndex(of: UInt8(ascii: "\n")) ?? sample.endIndex - 1)]
        let kind = TextKind.format(of: TextDecoding.text(whole), name: file.name)
        if kind != .html, let claimed = Self.claimedPackage(file.name) {
            throw file.unreadable(.mislabelled, "is plain text and not \(claimed): upload the document itself.")
        }
        return kind
    }

    private func refusal(of file: SourceFile, being what: String) -> UnreadableSource {
        if let claimed = Self.claimedPackage(file.name) {
            return file.unreadable(.mislabelled, "is \(what) and not \(claimed): upload the document itself.")
        }
        return file.unreadable(
            .unsupported, "is \(what): upload a PDF, DOCX, XLSX, HTML, Markdown, CSV, RTF or plain text file.")
    }

    /// What the name says it is, where that is not text.
    private static func claimedPackage(_ name: String) -> String? {
        switch name.lowercased().split(separator: ".").last {
        case "pdf": "a PDF"
        case "docx": "a Word document"
        case "xlsx": "an Excel workbook"
        default: nil
        }
    }
}
