import Foundation

/// The identity of a job or a workflow: a UUIDv7 that carries its shard.
///
/// Layout (RFC 9562): 48 bits of Unix milliseconds, version 7, two random bits, **ten bits of shard
/// number**, the variant, 62 random bits. Status needs no look-up to find its shard, and ids stay valid
/// when shards are added.
public struct ShardedID: Hashable, Sendable, Codable, CustomStringConvertible, LosslessStringConvertible {
    /// The canonical, lower-case, 36-character form.
    public let description: String

    /// Makes a new id in a shard.
    ///
    /// - Parameters:
    ///   - shard: 0 ..< 1024; other values are taken modulo 1024.
    ///   - now: the instant written into the id.
    public init(shard: Int = 0, now: Date = Date()) {
        var generator = SystemRandomNumberGenerator()
        self.init(shard: shard, now: now, using: &generator)
    }

    /// Makes an id whose random bits come from `generator`; one that repeats gives the same id again.
    public init(shard: Int, now: Date, using generator: inout some RandomNumberGenerator) {
        let milliseconds = UInt64(max(0, now.timeIntervalSince1970 * 1000))
        let shardBits = UInt64(shard & 0x3FF)
        let spare = UInt64.random(in: 0..<4, using: &generator)
        let high = (milliseconds & 0xFFFF_FFFF_FFFF) << 16 | 0x7000 | spare << 10 | shardBits
        let low = (UInt64.random(in: .min ... .max, using: &generator) & 0x3FFF_FFFF_FFFF_FFFF) | 0x8000_0000_0000_0000
        self.description = Self.format(high: high, low: low)
    }

    /// Reads the canonical form; nil for anything that is not a version 7 UUID.
    public init?(_ description: String) {
        let text = description.lowercased()
        let bytes = Array(text.utf8)
        guard bytes.count == 36, bytes[14] == UInt8(ascii: "7") else { return nil }
        for (index, byte) in bytes.enumerated() {
            if index == 8 || index == 13 || index == 18 || index == 23 {
                guard byte == UInt8(ascii: "-") else { return nil }
            } else {
                guard Self.hexValue(byte) != nil else { return nil }
            }
        }
        self.description = text
    }

    /// The shard in which everything of this id lives, 0 ..< 1024.
    public var shard: Int {
        // Characters 15...17 of "xxxxxxxx-xxxx-7sss-…" hold two random bits and the ten shard bits.
        description.utf8.dropFirst(15).prefix(3).reduce(0) { $0 << 4 | (Self.hexValue($1) ?? 0) } & 0x3FF
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = ShardedID(text) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "not a version 7 UUID: \(text)")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(description)
    }

    /// The shard of a tenant among `count` shards: FNV-1a, so that it is the same in every process.
    public static func shard(of tenant: String, count: Int) -> Int {
        guard count > 1 else { return 0 }
        var hash: UInt64 = 0xcbf2_9ce4_8422_2325
        for byte in tenant.utf8 {
            hash = (hash ^ UInt64(byte)) &* 0x100_0000_01b3
        }
        return Int(hash % UInt64(min(count, 1024)))
    }

    private static func hexValue(_ byte: UInt8) -> Int? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): Int(byte) - 48
        case UInt8(ascii: "a")...UInt8(ascii: "f"): Int(byte) - 87
        default: nil
        }
    }

    private static func format(high: UInt64, low: UInt64) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(36)
        for word in [high, low] {
            for nibble in stride(from: 60, through: 0, by: -4) {
                text.append(digits[Int(word >> UInt64(nibble) & 0xF)])
            }
        }
        for position in [20, 16, 12, 8] { text.insert(UInt8(ascii: "-"), at: position) }
        return String(decoding: text, as: UTF8.self)
    }
}

/// The identity of a job.
public typealias JobID = ShardedID
/// The identity of a workflow; of a document too, which is one workflow.
public typealias WorkflowID = ShardedID
