import Crypto
import NIOCore

extension Sequence<UInt8> {
    /// Lower-case hexadecimal digits: how digests are written everywhere in Galley.
    package var hexadecimal: String {
        let digits = Array("0123456789abcdef".utf8)
        return String(decoding: flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 0xF)]] }, as: UTF8.self)
    }
}

extension HashFunction {
    /// Takes in all readable bytes, without copying them.
    mutating func update(_ buffer: ByteBuffer) {
        buffer.withUnsafeReadableBytes { update(bufferPointer: $0) }
    }

    static func hash(of buffer: ByteBuffer) -> Digest {
        var hash = Self()
        hash.update(buffer)
        return hash.finalize()
    }
}
