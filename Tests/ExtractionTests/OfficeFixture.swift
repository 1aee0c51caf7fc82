import CArchive
import Foundation
import Testing

@testable import Extraction

/// A directory of its own for one test, removed with it.
final class OfficeFixture {
    let directory: URL

    init() throws {
        directory = FileManager.default.temporaryDirectory.appending(path: "galley-office-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    }

    deinit {
        // What is left is in the system's temporary directory, which the system clears.
        try? FileManager.default.removeItem(at: directory)
    }

    func file(_ bytes: [UInt8], name: String, format: SourceFormat) throws -> SourceFile {
        let path = directory.appending(path: name)
        try Data(bytes).write(to: path)
        return SourceFile(
            path: path.path, name: name, sha256: String(repeating: "0", count: 64), size: bytes.count, format: format)
    }

    func file(_ text: String, name: String, format: SourceFormat) throws -> SourceFile {
        try file(Array(text.utf8), name: name, format: format)
    }

    /// A ZIP archive written by libarchive.
    func zip(_ entries: [(name: String, bytes: [UInt8])], name: String, format: SourceFormat) throws -> SourceFile {
        let path = directory.appending(path: name).path
        let archive = try #require(archive_write_new())
        defer { archive_write_free(archive) }
        archive_write_set_format_zip(archive)
        #expect(archive_write_open_filename(archive, path) == ARCHIVE_OK)
        for (name, bytes) in entries {
            let entry = archive_entry_new()
            defer { archive_entry_free(entry) }
            archive_entry_set_pathname(entry, name)
            archive_entry_set_size(entry, la_int64_t(bytes.count))
            archive_entry_set_filetype(entry, UInt32(0o100000))
            archive_entry_set_perm(entry, 0o644)
            #expect(archive_write_header(archive, entry) == ARCHIVE_OK)
            #expect(archive_write_data(archive, bytes, bytes.count) == bytes.count)
        }
        #expect(archive_write_close(archive) == ARCHIVE_OK)
        let size = try Data(contentsOf: URL(filePath: path)).count
        return SourceFile(
            path: path, name: name, sha256: String(repeating: "0", count: 64), size: size, format: format)
    }

    func zip(_ parts: [String: String], name: String, format: SourceFormat) throws -> SourceFile {
        let entries = parts.sorted { $0.key < $1.key }.map { (name: $0.key, bytes: Array($0.value.utf8)) }
        return try zip(entries, name: name, format: format)
    }
}

/// A small Word file, from the XML of its parts.
struct WordFixture {
    var body: String
    var styles = ""
    var numbering = ""
    /// Further parts of `word/`, such as `header1.xml`, with the kind of their relationship.
    var parts: [(name: String, kind: String, xml: String)] = []
    var properties: String?

    static let namespaces = """
        xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" \
        xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" \
        xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" \
        xmlns:v="urn:schemas-microsoft-com:vml"
        """
    static let rels = #"xmlns="http://schemas.openxmlformats.org/package/2006/relationships""#
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

    var archiveParts: [String: String] {
        var links = ""
        var files: [String: String] = [:]
        for (index, part)
            in ([
                ("styles.xml", "styles", "<w:styles \(Self.namespaces)>\(styles)</w:styles>"),
                ("numbering.xml", "numbering", "<w:numbering \(Self.namespaces)>\(numbering)</w:numbering>"),
            ] + parts)
            .enumerated()
        {
            links += #"<Relationship Id="rId\#(index + 1)" Type="\#(Self.office)/\#(part.1)" Target="\#(part.0)"/>"#
            files["word/\(part.0)"] = part.2
        }
        files["word/_rels/document.xml.rels"] = "<Relationships \(Self.rels)>\(links)</Relationships>"
        files["_rels/.rels"] = """
            <Relationships \(Self.rels)><Relationship Id="rId1" Type="\(Self.office)/officeDocument" \
            Target="word/document.xml"/></Relationships>
            """
        files["[Content_Types].xml"] = "<Types/>"
        files["word/document.xml"] = "<w:document \(Self.namespaces)><w:body>\(body)</w:body></w:document>"
        if let properties { files["docProps/app.xml"] = properties }
        return files
    }

    /// The id that the first of ``parts`` has; the next ones follow.
    static let firstPart = 3

    func read(limits: ExtractionLimits = ExtractionLimits()) async throws -> ExtractedContent {
        let fixture = try OfficeFixture()
        let file = try fixture.zip(archiveParts, name: "test.docx", format: .docx)
        let content = try await WordReader().read(file, limits: limits)
        return withExtendedLifetime(fixture) { content }
    }

    static func paragraph(_ text: String, style: String? = nil, properties: String = "") -> String {
        let style = style.map { #"<w:pStyle w:val="\#($0)"/>"# } ?? ""
        return "<w:p><w:pPr>\(style)\(properties)</w:pPr><w:r><w:t xml:space=\"preserve\">\(text)</w:t></w:r></w:p>"
    }

    static func row(_ cells: [String], properties: String = "") -> String {
        let cells = cells.map { "<w:tc><w:tcPr/>\(paragraph($0))</w:tc>" }.joined()
        return "<w:tr><w:trPr>\(properties)</w:trPr>\(cells)</w:tr>"
    }

    static func style(_ id: String, name: String, basedOn: String? = nil, properties: String = "") -> String {
        let base = basedOn.map { #"<w:basedOn w:val="\#($0)"/>"# } ?? ""
        return """
            <w:style w:type="paragraph" w:styleId="\(id)"><w:name w:val="\(name)"/>\(base)\
            <w:pPr>\(properties)</w:pPr></w:style>
            """
    }

    /// A list of Word: one abstract definition with the same id as its instance.
    static func list(_ id: Int, _ levels: [(format: String, text: String)], extra: String = "") -> String {
        let levels = levels.enumerated().map { index, level in
            """
            <w:lvl w:ilvl="\(index)"><w:start w:val="1"/><w:numFmt w:val="\(level.format)"/>\
            <w:lvlText w:val="\(level.text)"/></w:lvl>
            """
        }.joined()
        return """
            <w:abstractNum w:abstractNumId="\(id)">\(levels)</w:abstractNum>\
            <w:num w:numId="\(id)"><w:abstractNumId w:val="\(id)"/>\(extra)</w:num>
            """
    }

    static func inList(_ id: Int, level: Int = 0) -> String {
        #"<w:numPr><w:ilvl w:val="\#(level)"/><w:numId w:val="\#(id)"/></w:numPr>"#
    }
}

extension ExtractedContent {
    /// Each block in a few words, for comparisons that read well.
    var outline: [String] {
        blocks.map { block in
            switch block.content {
            case .heading(let level, let number, let text): "H\(level) \(number ?? "-") \(text)"
            case .paragraph(let text): "P \(text)"
            case .listItem(let level, let marker, let text): "L\(level) \(marker) \(text)"
            case .table(let table): "T \(table.label ?? "-") \(table.rows.count)x\(table.columnCount)"
            case .figure(let caption, _): "F \(caption ?? "-")"
            case .footnote(let mark, let text): "N \(mark) \(text)"
            }
        }
    }

    var tables: [Table] {
        blocks.compactMap { block in
            guard case .table(let table) = block.content else { return nil }
            return table
        }
    }
}
