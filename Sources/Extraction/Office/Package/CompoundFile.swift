import Foundation

/// Tells what is inside an OLE compound file, the container of Office before 2007 and of encrypted files since.
enum CompoundFile {
    /// Its first eight bytes ([MS-CFB] 2.2).
    static let signature: [UInt8] = [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]

    enum Content: Equatable {
        /// An OOXML file behind a password ([MS-OFFCRYPTO] 2.3.4.4).
        case encryptedOffice
        /// Most likely a Word, Excel or PowerPoint file in the format of 1997.
        case olderOffice
    }

    /// What the file at a path holds; nil when it is no compound file.
    static func content(path: String) throws -> Content? {
        let handle = try FileHandle(forReadingFrom: URL(filePath: path))
        // Closing fails only for a descriptor that is already closed, and nothing was written.
        defer { try? handle.close() }
        guard let start = try handle.read(upToCount: signature.count), Array(start) == signature else { return nil }
        // The stream's name stands in a directory sector that can be anywhere: look at every byte, keeping the end of
        // one piece, for the name may lie across two.
        let name = Data("EncryptedPackage".utf8.flatMap { [$0, 0] })
        var tail = Data()
        while let piece = try handle.read(upToCount: 1 << 20), !piece.isEmpty {
            if (tail + piece).range(of: name) != nil { return .encryptedOffice }
            tail = piece.suffix(name.count)
        }
        return .olderOffice
    }
}
