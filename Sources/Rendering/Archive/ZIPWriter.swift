import CArchive

/// Packs named entries into a ZIP in memory, always the same bytes for the same entries.
///
/// Entries carry no date, which libarchive writes as 1980-01-01, the date that Office itself writes: a real date would be
/// written in the host's time zone and differ from host to host.
struct ZIPWriter {
    /// libarchive's `AE_IFREG`, a macro that Swift does not see.
    private static let regularFile: UInt32 = 0o100000

    struct Entry {
        var path: String
        var bytes: [UInt8]
    }

    /// - Throws: ``RenderingFailure/archive(_:)``
    static func pack(_ entries: [Entry]) throws -> [UInt8] {
        guard let archive = archive_write_new() else { throw RenderingFailure.archive("no memory") }
        defer { archive_write_free(archive) }
        // Room for the stored size of everything, its headers (twice, at most 300 bytes each) and its names.
        let capacity = entries.reduce(4096) {
            $0 + $1.bytes.count + $1.bytes.count / 512 + 2 * $1.path.utf8.count + 600
        }
        var used = 0
        let output = try [UInt8](unsafeUninitializedCapacity: capacity) { buffer, count in
            try check(archive_write_set_format_zip(archive), archive)
            try check(archive_write_set_bytes_per_block(archive, 0), archive)
            try check(archive_write_open_memory(archive, buffer.baseAddress, buffer.count, &used), archive)
            for entry in entries { try write(entry, to: archive) }
            try check(archive_write_close(archive), archive)
            count = used
        }
        return output
    }

    private static func write(_ entry: Entry, to archive: OpaquePointer) throws {
        guard let header = archive_entry_new() else { throw RenderingFailure.archive("no memory") }
        defer { archive_entry_free(header) }
        archive_entry_set_pathname(header, entry.path)
        archive_entry_set_size(header, Int64(entry.bytes.count))
        archive_entry_set_filetype(header, Self.regularFile)
        archive_entry_set_perm(header, 0o644)
        try check(archive_write_header(archive, header), archive)
        let written = entry.bytes.withUnsafeBytes { archive_write_data(archive, $0.baseAddress, $0.count) }
        guard written == entry.bytes.count else { throw failure(archive) }
    }

    private static func check(_ code: Int32, _ archive: OpaquePointer) throws {
        guard code == ARCHIVE_OK else { throw failure(archive) }
    }

    private static func failure(_ archive: OpaquePointer) -> RenderingFailure {
        .archive(archive_error_string(archive).map { String(cString: $0) } ?? "unknown error")
    }
}
