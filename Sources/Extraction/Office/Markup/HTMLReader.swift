import Foundation

/// Reads a web page (HTML) into blocks.
public struct HTMLReader: SourceReader {
    public init() {}

    public func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent {
        let bytes = [UInt8](try Data(contentsOf: URL(filePath: file.path)))
        return try Self.content(of: bytes, file: file, limits: limits)
    }

    /// Reads a page from memory; also for what another program made into HTML.
    ///
    /// - Parameter file: What the content and the errors name as the source.
    public static func content(
        of bytes: [UInt8], file: SourceFile, limits: ExtractionLimits
    ) throws -> ExtractedContent {
        let page = try blocks(of: bytes, file: file, limits: limits)
        guard !page.blocks.isEmpty else {
            throw file.unreadable(.empty, "is empty: the page shows no text. Upload the page with its content.")
        }
        let hidden = ExtractionWarning(
            code: "hidden_text",
            message: "Parts of the page are hidden at first, as behind tabs; they were read all the same.")
        return ExtractedContent(
            source: file.description, title: page.title, blocks: page.blocks,
            warnings: page.hasHiddenText ? [hidden] : [])
    }

    static func blocks(of bytes: [UInt8], file: SourceFile, limits: ExtractionLimits) throws -> HTMLBlocks {
        let blocks = HTMLBlocks(limits: limits)
        do {
            if isForeign(bytes) {
                let parser = try HTMLPushParser(handler: blocks, isUTF8: false)
                try bytes.withUnsafeBytes(parser.feed)
                try parser.finish()
            } else {
                let parser = try HTMLPushParser(handler: blocks, isUTF8: true)
                try Array(TextDecoding.text(bytes).utf8).withUnsafeBytes(parser.feed)
                try parser.finish()
            }
        } catch XMLFailure.tooDeep(let limit) {
            throw file.unreadable(.tooComplex, "is too complex: its elements nest more than \(limit) deep.")
        } catch let cap as OfficeCap {
            throw file.unreadable(.tooLarge, cap.predicate)
        }
        blocks.finish()
        return blocks
    }

    /// Whether the page says it is in an encoding that ``TextDecoding`` does not know; libxml2 decodes those.
    private static func isForeign(_ bytes: [UInt8]) -> Bool {
        guard !bytes.starts(with: [0xFF, 0xFE]), !bytes.starts(with: [0xFE, 0xFF]) else { return false }
        let start = String(decoding: bytes.prefix(4_096), as: UTF8.self).lowercased()
        guard let mark = start.firstRange(of: "charset=") else { return false }
        let name = start[mark.upperBound...].drop { "\"' ".contains($0) }.prefix {
            $0.isLetter || $0.isNumber || $0 == "-"
        }
        return !["utf-8", "utf8", "windows-1252", "iso-8859-1", "latin1", "us-ascii", "ascii"].contains(String(name))
            && String(validating: bytes, as: UTF8.self) == nil
    }
}
