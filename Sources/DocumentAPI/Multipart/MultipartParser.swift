import Foundation
import NIOCore

/// Takes a `multipart/form-data` body (RFC 7578) apart as it arrives, holding no more than it was last fed.
struct MultipartParser {
    enum Event: Equatable {
        case part(MultipartHead)
        case bytes(ByteBuffer)
        case endOfPart
        case end
    }

    /// Why a body is not taken.
    struct Fault: Error, Equatable {
        var detail: String
    }

    private enum State {
        case preamble, boundary, head, body, end
    }

    /// `CRLF--boundary`: what ends a part's body.
    private let delimiter: [UInt8]
    private var state = State.preamble
    private var buffer: ByteBuffer

    /// The most bytes of one part's header fields.
    private static let headLimit = 16 << 10

    init(boundary: String) {
        delimiter = Array("\r\n--\(boundary)".utf8)
        // The first boundary may stand at the very beginning, where no line comes before it.
        buffer = ByteBuffer(string: "\r\n")
    }

    mutating func feed(_ bytes: ByteBuffer) {
        buffer.discardReadBytes()
        buffer.writeImmutableBuffer(bytes)
    }

    /// The next event; nil when more bytes are needed.
    mutating func next() throws(Fault) -> Event? {
        while true {
            switch state {
            case .preamble:
                guard let position = find(delimiter) else {
                    keepTail()
                    return nil
                }
                buffer.moveReaderIndex(forwardBy: position + delimiter.count)
                state = .boundary
            case .boundary:
                guard let isLast = try readBoundaryEnd() else { return nil }
                state = isLast ? .end : .head
            case .head:
                guard let head = try readHead() else { return nil }
                state = .body
                return .part(head)
            case .body: return readBody()
            case .end:
                buffer.clear()
                return .end
            }
        }
    }

    /// After a boundary: `--` ends the body, a line end begins a part. Nil when that cannot be told yet.
    private mutating func readBoundaryEnd() throws(Fault) -> Bool? {
        guard let two = buffer.getBytes(at: buffer.readerIndex, length: 2) else { return nil }
        if two == Array("--".utf8) { return true }
        // White space may stand before the line end (RFC 2046, 5.1.1).
        guard let end = find(Array("\r\n".utf8)) else {
            guard buffer.readableBytes <= 256 else { throw Fault(detail: "A boundary is followed by other text") }
            return nil
        }
        let padding = buffer.getBytes(at: buffer.readerIndex, length: end) ?? []
        guard padding.allSatisfy({ $0 == 0x20 || $0 == 0x09 }) else {
            throw Fault(detail: "A boundary is followed by other text")
        }
        // The line end stays: an empty head is then ended by the same four bytes as any other.
        buffer.moveReaderIndex(forwardBy: end)
        return false
    }

    private mutating func readHead() throws(Fault) -> MultipartHead? {
        guard let end = find(Array("\r\n\r\n".utf8)) else {
            guard buffer.readableBytes <= Self.headLimit else { throw Fault(detail: "A part's head is too long") }
            return nil
        }
        guard end <= Self.headLimit else { throw Fault(detail: "A part's head is too long") }
        let text = buffer.readString(length: end) ?? ""
        buffer.moveReaderIndex(forwardBy: 4)
        guard let head = MultipartHead(text) else { throw Fault(detail: "A part has no name") }
        return head
    }

    private mutating func readBody() -> Event? {
        if let position = find(delimiter) {
            if position > 0, let bytes = buffer.readSlice(length: position) { return .bytes(bytes) }
            buffer.moveReaderIndex(forwardBy: delimiter.count)
            state = .boundary
            return .endOfPart
        }
        // The last bytes may be the beginning of a boundary.
        let sure = buffer.readableBytes - (delimiter.count - 1)
        return sure > 0 ? buffer.readSlice(length: sure).map(Event.bytes) : nil
    }

    private mutating func keepTail() {
        let excess = buffer.readableBytes - (delimiter.count - 1)
        if excess > 0 { buffer.moveReaderIndex(forwardBy: excess) }
    }

    /// The offset of a pattern in the readable bytes.
    private func find(_ pattern: [UInt8]) -> Int? {
        buffer.withUnsafeReadableBytes { bytes in
            var start = 0
            while bytes.count - start >= pattern.count, let base = bytes.baseAddress,
                let found = memchr(base + start, Int32(pattern[0]), bytes.count - start - pattern.count + 1)
            {
                let position = UnsafeRawPointer(found) - base
                if memcmp(found, pattern, pattern.count) == 0 { return position }
                start = position + 1
            }
            return nil
        }
    }
}
