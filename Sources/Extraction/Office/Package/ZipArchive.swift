/// A ZIP file whose entries are read by name, within absolute caps.
///
/// Entry names are only ever compared: none becomes a path on this machine. Each reading streams, so the memory used
/// does not grow with an entry.
final class ZipArchive {
    private let path: String
    private let limits: ExtractionLimits
    /// In the order of the archive's directory, in the form of ``partName(_:)``.
    let names: [String]
    /// Bytes unpacked so far, over all readings.
    private var unpacked = 0

    init(path: String, limits: ExtractionLimits) throws(ZipFailure) {
        self.path = path
        self.limits = limits
        let handle = try ArchiveHandle(path: path)
        var names: [String] = []
        var seen: Set<String> = []
        while let name = try handle.next() {
            guard names.count < limits.entries else { throw .tooLarge("it has more than \(limits.entries) entries") }
            let partName = Self.partName(name)
            // Two entries of one name are two documents in one file: which one a reader sees is chance.
            guard partName.hasSuffix("/") || seen.insert(partName).inserted else {
                throw .damaged("it holds two entries named \(partName)")
            }
            names.append(partName)
        }
        self.names = names
    }

    func contains(_ name: String) -> Bool { names.contains(Self.partName(name)) }

    /// Streams one entry.
    ///
    /// - Returns: Whether there is one of that name.
    func read(_ name: String, _ body: (UnsafeRawBufferPointer) throws -> Void) throws -> Bool {
        let wanted = Self.partName(name)
        let handle = try ArchiveHandle(path: path)
        while let found = try handle.next() {
            guard Self.partName(found) == wanted else { continue }
            var size = 0
            try handle.unpack { block in
                size += block.count
                try account(block.count, entry: wanted, entrySize: size)
                try body(block)
            }
            return true
        }
        return false
    }

    /// Part names compare without regard to case, from the archive's root, and some writers use backslashes
    /// (ECMA-376 part 2, 6.2.2.3).
    private static func partName(_ name: String) -> String {
        let slashed = name.lowercased().replacing("\\", with: "/")
        return String(slashed.drop { $0 == "/" })
    }

    private func account(_ count: Int, entry: String, entrySize: Int) throws(ZipFailure) {
        guard entrySize <= limits.entryBytes else {
            throw .tooLarge("\(entry) unpacks to more than \(limits.entryBytes >> 20) MiB")
        }
        unpacked += count
        guard unpacked <= limits.totalBytes else {
            throw .tooLarge("it unpacks to more than \(limits.totalBytes >> 20) MiB")
        }
    }
}
