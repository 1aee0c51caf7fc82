import Foundation

@testable import Documents
@testable import Extraction

/// A place where bytes of strangers come in.
///
/// An error is a right answer; what the fuzzer looks for are crashes, hangs, and memory without end.
enum Boundary: String, CaseIterable {
    case zip, xml, xlsx, html, csv, template

    private static let limits = ExtractionLimits(
        fileBytes: 1 << 20, entryBytes: 1 << 20, totalBytes: 4 << 20, entries: 200, depth: 64, cells: 20_000,
        blocks: 5_000)
    private static let source = SourceFile(path: "", name: "fuzz", sha256: "", size: 0, format: .text)

    func read(_ bytes: UnsafeRawBufferPointer) throws {
        switch self {
        case .zip: try Self.zip(bytes)
        case .xml: try Self.parse(bytes, into: Self.Silence())
        case .xlsx: try Self.workbook(bytes)
        case .html: _ = try HTMLReader.content(of: Array(bytes), file: Self.source, limits: Self.limits)
        case .csv:
            bytes.withMemoryRebound(to: UInt8.self) { bytes in
                var rows = DelimitedRows(bytes, delimiter: Delimiter.find(in: bytes))
                while rows.next() != nil {}
            }
        case .template: _ = try TemplateReader.read(String(decoding: bytes, as: UTF8.self))
        }
    }

    private final class Silence: XMLHandler {
        func start(_ tag: XMLTag) throws { _ = tag["name"] }
        func end(_ name: String) throws {}
        func text(_ run: UnsafeBufferPointer<UInt8>) throws {}
    }

    private static func parse(_ bytes: UnsafeRawBufferPointer, into handler: any XMLHandler) throws {
        let parser = try XMLPushParser(
            handler: handler, options: .init(depthLimit: limits.depth, prefixes: OfficeNamespaces.prefixes))
        try parser.feed(bytes)
        try parser.finish()
    }

    /// An archive is read by its path; in memory, since a disk would be what is measured.
    private static func zip(_ bytes: UnsafeRawBufferPointer) throws {
        let path = "/dev/shm/galley-fuzz-\(getpid()).zip"
        try Data(bytes).write(to: URL(filePath: path))
        let archive = try ZipArchive(path: path, limits: limits)
        for name in archive.names.prefix(8) { _ = try archive.read(name) { _ in } }
    }

    /// The three parts of a workbook one after the other, parted by zero bytes, which no XML holds: an archive around
    /// them would keep every change from reaching them, by its checksums.
    private static func workbook(_ bytes: UnsafeRawBufferPointer) throws {
        let parts = bytes.split(separator: 0, maxSplits: 2, omittingEmptySubsequences: false)
        let (strings, styles) = (SharedStringsHandler(), WorkbookStylesHandler())
        var book = WorkbookParts()
        if parts.count > 1 {
            try parse(UnsafeRawBufferPointer(rebasing: parts[1]), into: strings)
            book.strings = strings.strings
        }
        if parts.count > 2 {
            try parse(UnsafeRawBufferPointer(rebasing: parts[2]), into: styles)
            book.formats = styles.formats
        }
        let sheet = SheetHandler(parts: book, cellCount: 0, limit: limits.cells)
        try parse(UnsafeRawBufferPointer(rebasing: parts[0]), into: sheet)
        _ = try SheetBlocks(name: "Fuzz", sheet: sheet.sheet, cellCount: 0, limit: limits.cells)
    }
}
