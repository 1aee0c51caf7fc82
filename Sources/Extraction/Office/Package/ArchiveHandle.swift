import CArchive

/// One pass over the entries of a ZIP file, on libarchive; freed with the object.
///
/// The archive's directory at its end is what is trusted, as in every office program, so that data hidden before or
/// between the entries is not read.
final class ArchiveHandle {
    private let archive: OpaquePointer
    private var entry: OpaquePointer?

    init(path: String) throws(ZipFailure) {
        guard let archive = archive_read_new() else { throw .damaged("out of memory") }
        self.archive = archive
        archive_read_support_format_zip_seekable(archive)
        guard archive_read_open_filename(archive, path, 1 << 16) == ARCHIVE_OK else { throw problem() }
    }

    deinit { archive_read_free(archive) }

    /// Steps to the next entry and returns its name, "" for one whose name is no text; nil at the end.
    func next() throws(ZipFailure) -> String? {
        switch archive_read_next_header(archive, &entry) {
        case ARCHIVE_EOF: return nil
        case ARCHIVE_OK, ARCHIVE_WARN:
            let name = archive_entry_pathname_utf8(entry) ?? archive_entry_pathname(entry)
            return name.map { String(cString: $0) } ?? ""
        default: throw problem()
        }
    }

    /// Unpacks the current entry block by block; a block is valid only during the call.
    func unpack(_ body: (UnsafeRawBufferPointer) throws -> Void) throws {
        if archive_entry_is_data_encrypted(entry) != 0 { throw ZipFailure.encrypted }
        var block: UnsafeRawPointer?
        var size = 0
        var offset: la_int64_t = 0
        while true {
            switch archive_read_data_block(archive, &block, &size, &offset) {
            case ARCHIVE_EOF: return
            case ARCHIVE_OK: try body(UnsafeRawBufferPointer(start: block, count: size))
            default: throw problem()  // A warning here is a wrong checksum.
            }
        }
    }

    private func problem() -> ZipFailure {
        .damaged(archive_error_string(archive).map { String(cString: $0) } ?? "unreadable")
    }
}
