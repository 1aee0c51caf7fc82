import FoundationEssentials

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
        if Self.isCanonical(description) {
            self.description = description
            return
        }
        let text = description.lowercased()
        guard Self.isCanonical(text) else { return nil }
        self.description = text
    }

    private static func isCanonical(_ text: String) -> Bool {
        guard text.utf8.count == 36 else { return false }
        return text.utf8.enumerated().allSatisfy { index, byte in
            switch index {
            case 8, 13, 18, 23: byte == UInt8(ascii: "-")
            case 14: byte == UInt8(ascii: "7")
            default: hexValue(byte) != nil
            }
        }
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
        String(unsafeUninitializedCapacity: 36) { text in
            var place = 0
            for nibble in 0..<32 {
                if [8, 12, 16, 20].contains(nibble) {
                    text[place] = UInt8(ascii: "-")
                    place += 1
                }
                let word = nibble < 16 ? high : low
                let digit = UInt8(truncatingIfNeeded: word >> UInt64(60 - nibble % 16 * 4)) & 0xF
                text[place] = digit < 10 ? UInt8(ascii: "0") + digit : UInt8(ascii: "a") + digit - 10
                place += 1
            }
            return place
        }
    }
}

/// The identity of a job.
public typealias JobID = ShardedID
/// The identity of a workflow; of a document too, which is one workflow.
public typealias WorkflowID = ShardedID
