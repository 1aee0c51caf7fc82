import CArchive

/// Unpacks a ZIP of our own making, for checking it.
///
/// Not for files from outside: those are read by the extraction's reader, under limits and in a process of its own.
struct ZIPReader {
    /// Entries in the order of the archive.
    /// - Throws: ``RenderingFailure/archive(_:)``
    static func unpack(_ bytes: [UInt8]) throws -> [ZIPWriter.Entry] {
        guard let archive = archive_read_new() else { throw RenderingFailure.archive("no memory") }
        defer { archive_read_free(archive) }
        archive_read_support_format_zip(archive)
        return try bytes.withUnsafeBytes { buffer in
            guard archive_read_open_memory(archive, buffer.baseAddress, buffer.count) == ARCHIVE_OK else {
                throw failure(archive)
            }
            return try entries(of: archive)
        }
    }

    private static func entries(of archive: OpaquePointer) throws -> [ZIPWriter.Entry] {
        var result: [ZIPWriter.Entry] = []
        var header: OpaquePointer?
        while true {
            let code = archive_read_next_header(archive, &header)
            if code == ARCHIVE_EOF { return result }
            guard code == ARCHIVE_OK, let header, let path = archive_entry_pathname(header) else {
                throw failure(archive)
            }
            result.append(ZIPWriter.Entry(path: String(cString: path), bytes: try data(of: archive)))
        }
    }

    private static func data(of archive: OpaquePointer) throws -> [UInt8] {
        var result: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = chunk.withUnsafeMutableBytes { archive_read_data(archive, $0.baseAddress, $0.count) }
            guard count >= 0 else { throw failure(archive) }
            if count == 0 { return result }
            result.append(contentsOf: chunk[..<count])
        }
    }

    private static func failure(_ archive: OpaquePointer) -> RenderingFailure {
        .archive(archive_error_string(archive).map { String(cString: $0) } ?? "unknown error")
    }
}
