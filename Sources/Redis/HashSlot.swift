/// The slot of a Redis Cluster in which a key lies: CRC16 of the key, or of its hash tag, modulo 16,384.
///
/// From the Redis Cluster specification, "Hash tags" and its appendix on CRC16 (XMODEM: polynomial 0x1021, from 0).
enum HashSlot {
    static let count = 16_384

    static func of(_ key: some Collection<UInt8>) -> Int {
        var crc: UInt16 = 0
        for byte in tag(of: key) {
            crc = (crc << 8) ^ table[Int(UInt8(truncatingIfNeeded: crc >> 8) ^ byte)]
        }
        return Int(crc) % count
    }

    /// What stands between the first brace and the next one that closes, unless that is nothing; else the whole key.
    private static func tag<Key: Collection<UInt8>>(of key: Key) -> Key.SubSequence {
        guard let open = key.firstIndex(of: UInt8(ascii: "{")) else { return key[...] }
        let rest = key[key.index(after: open)...]
        guard let close = rest.firstIndex(of: UInt8(ascii: "}")), close != rest.startIndex else { return key[...] }
        return rest[..<close]
    }

    private static let table: [UInt16] = (0..<256).map { byte in
        (0..<8).reduce(UInt16(byte) << 8) { crc, _ in crc & 0x8000 == 0 ? crc << 1 : (crc << 1) ^ 0x1021 }
    }
}
