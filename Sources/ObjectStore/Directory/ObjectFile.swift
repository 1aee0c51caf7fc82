import Foundation
import NIOCore

/// The form of an object on disk: its bytes, then a footer with all that is known of them.
///
/// Bytes and description share one file, so that one rename publishes both and no crash can part them:
///
///     bytes of the object | ObjectInfo as JSON | length of the JSON, 4 bytes big-endian | "GALLEY-OBJECT-01"
///
/// A footer, since size and digest are known only after the last byte has passed.
enum ObjectFile {
    /// Names the form and its version; another version is another word.
    static let magic = "GALLEY-OBJECT-01"
    private static let tailBytes = 4 + magic.utf8.count
    /// More than a key and metadata can make.
    private static let maxInfoBytes = 64 * 1024

    static func footer(_ info: ObjectInfo) throws -> ByteBuffer {
        let json = try JSONEncoder().encode(info)
        var buffer = ByteBuffer(bytes: json)
        buffer.writeInteger(UInt32(json.count))
        buffer.writeString(magic)
        return buffer
    }

    /// Reads the footer of an open object and checks it against the file's size.
    static func info(of file: OpenFile) throws -> ObjectInfo {
        let size = try file.size()
        guard size >= tailBytes else { throw damaged }
        var tail = try file.read(at: size - tailBytes, count: tailBytes)
        guard let length = tail.readInteger(as: UInt32.self), tail.readString(length: magic.utf8.count) == magic,
            length <= maxInfoBytes, size - tailBytes >= Int(length)
        else { throw damaged }
        let bodySize = size - tailBytes - Int(length)
        let json = try file.read(at: bodySize, count: Int(length))
        guard let info = try? JSONDecoder().decode(ObjectInfo.self, from: Data(json.readableBytesView)),
            info.size == bodySize
        else { throw damaged }  // What the decoder says of a damaged footer helps nobody.
        return info
    }

    private static var damaged: ObjectStoreError { .unavailable("a file in the store is damaged or no object") }
}
