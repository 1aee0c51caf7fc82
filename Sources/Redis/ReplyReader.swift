import CHiredis
import NIOCore

/// Turns the bytes of one connection into replies, by hiredis.
///
/// Each reply is copied into a `RedisValue` and its C memory freed before `next` returns.
final class ReplyReader {
    /// The bytes are not what a Redis server sends; the connection is of no further use.
    struct Violation: Error {
        let reason: String
    }

    /// Deeper replies are refused, because they are walked and freed by recursion; Redis nests a few levels.
    private static let deepest = 32

    /// hiredis moves what is left in its buffer down after each kilobyte consumed: small portions keep that cheap.
    private static let portion = 16 * 1024

    private let reader: OpaquePointer?

    init() {
        reader = galley_reader_create()
    }

    deinit {
        galley_reader_free(reader)
    }

    /// Takes bytes that arrived and hands over every reply that is now whole.
    func feed(_ buffer: ByteBuffer, _ deliver: (RedisValue) -> Void) throws(Violation) {
        var rest = buffer.readableBytesView[...]
        while !rest.isEmpty {
            try feed(portion: rest.prefix(Self.portion))
            rest = rest.dropFirst(Self.portion)
            while let value = try next() {
                deliver(value)
            }
        }
    }

    private func feed(portion: ByteBufferView) throws(Violation) {
        guard let reader else { throw Violation(reason: "out of memory") }
        let code = portion.withUnsafeBytes { galley_reader_feed(reader, $0.baseAddress, $0.count) }
        guard code == 0 else { throw violation(of: reader) }
    }

    private func next() throws(Violation) -> RedisValue? {
        guard let reader else { throw Violation(reason: "out of memory") }
        var reply: OpaquePointer?
        let code = galley_reader_next(reader, &reply)
        guard code >= 0 else { throw violation(of: reader) }
        guard let reply else { return nil }
        defer { galley_reply_free(reply) }
        return try Self.value(of: reply, depth: 0)
    }

    private func violation(of reader: OpaquePointer) -> Violation {
        Violation(reason: String(cString: galley_reader_error(reader)))
    }

    private static func value(of reply: OpaquePointer, depth: Int) throws(Violation) -> RedisValue {
        guard depth < deepest else { throw Violation(reason: "a reply nests deeper than \(deepest) levels") }
        switch galley_reply_kind(reply) {
        case GALLEY_REPLY_INTEGER: return .integer(galley_reply_integer(reply))
        case GALLEY_REPLY_STRING: return .bytes(Array(bytes(of: reply)))
        case GALLEY_REPLY_STATUS: return .status(String(decoding: bytes(of: reply), as: UTF8.self))
        case GALLEY_REPLY_ERROR:
            return .error(RedisServerError(line: String(decoding: bytes(of: reply), as: UTF8.self)))
        case GALLEY_REPLY_ARRAY: return .array(try elements(of: reply, depth: depth))
        default: return .null
        }
    }

    private static func elements(of reply: OpaquePointer, depth: Int) throws(Violation) -> [RedisValue] {
        let count = galley_reply_count(reply)
        var elements: [RedisValue] = []
        elements.reserveCapacity(count)
        for index in 0..<count {
            guard let element = galley_reply_element(reply, index) else { continue }
            elements.append(try value(of: element, depth: depth + 1))
        }
        return elements
    }

    private static func bytes(of reply: OpaquePointer) -> UnsafeRawBufferPointer {
        var length = 0
        let start = galley_reply_bytes(reply, &length)
        return UnsafeRawBufferPointer(start: start, count: length)
    }
}
