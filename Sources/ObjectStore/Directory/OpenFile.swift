import NIOCore
import NIOPosix
import Synchronization

#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// An open file or directory; closed when nobody holds it any more.
final class OpenFile: Sendable {
    let descriptor: Int32

    init(adopting descriptor: Int32) {
        self.descriptor = descriptor
    }

    /// Opens a path; never hands the descriptor on to a child process.
    convenience init(opening path: String, flags: Int32, mode: mode_t = 0) throws {
        self.init(adopting: try SystemError.check("open") { open(path, flags | O_CLOEXEC, mode) })
    }

    /// Opens a name inside a directory; a symbolic link under that name is refused.
    convenience init(at directory: OpenFile, name: String, flags: Int32, mode: mode_t = 0) throws {
        self.init(
            adopting: try SystemError.check("openat") {
                openat(directory.descriptor, name, flags | O_CLOEXEC | O_NOFOLLOW, mode)
            })
    }

    deinit { close(descriptor) }

    func size() throws -> Int {
        var status = stat()
        _ = try SystemError.check("fstat") { fstat(descriptor, &status) }
        guard status.st_mode & S_IFMT == S_IFREG else { throw SystemError(call: "fstat", code: EINVAL) }
        return Int(status.st_size)
    }

    /// Reads up to `count` bytes; fewer only at the end of the file.
    func read(at offset: Int, count: Int) throws -> ByteBuffer {
        var buffer = ByteBuffer()
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { space in
            var done = 0
            while done < count {
                let rest = UnsafeMutableRawBufferPointer(rebasing: space[done..<count])
                let length = try SystemError.check("pread") {
                    pread(descriptor, rest.baseAddress, rest.count, off_t(offset + done))
                }
                if length == 0 { break }
                done += length
            }
            return done
        }
        return buffer
    }

    /// Writes all the bytes at the file's position.
    func append(_ buffer: ByteBuffer) throws {
        try buffer.withUnsafeReadableBytes { bytes in
            var rest = bytes[...]
            while !rest.isEmpty {
                let part = UnsafeRawBufferPointer(rebasing: rest)
                let length = try SystemError.check("write") { write(descriptor, part.baseAddress, part.count) }
                rest = rest.dropFirst(length)
            }
        }
    }

    /// The names in a directory, in no order, without `.` and `..`.
    func names() throws -> [String] {
        // A descriptor of its own: the position of a shared one would be shared by every reader.
        let own = try SystemError.check("openat") { openat(descriptor, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
        guard let stream = fdopendir(own) else {
            let error = SystemError(call: "fdopendir", code: errno)
            close(own)
            throw error
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: Int(NAME_MAX) + 1) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    /// Its bytes, read as they are asked for: a slow reader holds one chunk in memory, not the file.
    func stream(_ range: Range<Int>) -> AsyncThrowingStream<ByteBuffer, any Error> {
        let position = Mutex(range.lowerBound)
        let advance: @Sendable () throws -> ByteBuffer? = {
            try position.withLock { offset in
                let count = min(range.upperBound - offset, StoredObject.maxChunkBytes)
                guard count > 0 else { return nil }
                let chunk = try self.read(at: offset, count: count)
                guard chunk.readableBytes > 0 else { throw ObjectStoreError.unavailable("an object ended too early") }
                offset += chunk.readableBytes
                return chunk
            }
        }
        return AsyncThrowingStream { try await blocking(advance) }
    }
}
