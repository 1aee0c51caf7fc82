@testable import Rendering

/// A written DOCX, opened for looking inside.
struct ReadBack {
    private let entries: [ZIPWriter.Entry]

    init(_ docx: [UInt8]) throws {
        entries = try ZIPReader.unpack(docx)
    }

    init(_ manuscript: Manuscript, pageNumbers: PageNumbers? = nil) throws {
        try self.init(try DOCXWriter().write(manuscript, pageNumbers: pageNumbers))
    }

    var paths: [String] { entries.map(\.path) }

    /// The XML of a part; empty when it is not there.
    func part(_ path: String) -> String {
        entries.first { $0.path == path }.map { String(decoding: $0.bytes, as: UTF8.self) } ?? ""
    }

    var document: String { part("word/document.xml") }

    /// Bytes of the file with one part replaced.
    func replacing(_ path: String, _ change: (String) -> String) throws -> [UInt8] {
        try ZIPWriter.pack(
            entries.map { entry in
                guard entry.path == path else { return entry }
                return ZIPWriter.Entry(path: path, bytes: Array(change(part(path)).utf8))
            })
    }
}

extension String {
    func count(of part: String) -> Int { ranges(of: part).count }
}
