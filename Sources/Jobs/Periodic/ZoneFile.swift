import FoundationEssentials

/// What a file of the IANA time zone database says, in its binary form (TZif, RFC 8536).
struct ZoneFile {
    /// In seconds since 1970, ascending, each with the offset from UTC in seconds from then on.
    private(set) var transitions: [(at: Int64, offset: Int)] = []
    /// Before the first transition.
    private(set) var firstOffset = 0
    /// How the changes go on after the last transition, as POSIX writes `TZ`; empty when nothing is said.
    private(set) var footer = ""

    private var bytes: Data.SubSequence

    /// - Returns: nil when the bytes are no file of this kind, or count leap seconds.
    init?(_ data: Data) {
        bytes = data[...]
        // The first block is for readers of 32 bits; the second says the same and more in 64.
        guard let old = header(), old.version >= UInt8(ascii: "2"), skip(old.size(ofTime: 4)), let counts = header(),
            counts.leaps == 0, counts.types > 0, bytes.count >= counts.size(ofTime: 8)
        else { return nil }
        let times = (0..<counts.times).map { _ in number(8) }
        let kinds = (0..<counts.times).map { _ in number(1) }
        let offsets = (0..<counts.types).map { _ in
            let offset = Int(Int32(truncatingIfNeeded: number(4)))
            bytes = bytes.dropFirst(2)
            return offset
        }
        guard kinds.allSatisfy({ $0 < offsets.count }) else { return nil }
        transitions = zip(times, kinds).map { ($0, offsets[Int($1)]) }
        firstOffset = offsets[0]
        _ = skip(counts.names + counts.standards + counts.universals)
        footer = String(decoding: bytes.dropFirst().prefix { $0 != UInt8(ascii: "\n") }, as: UTF8.self)
    }

    private struct Header {
        var version: UInt8
        var universals, standards, leaps, times, types, names: Int

        /// How many bytes follow the header, when a time takes so many.
        func size(ofTime width: Int) -> Int {
            times * (width + 1) + types * 6 + names + leaps * (width + 4) + standards + universals
        }
    }

    private mutating func header() -> Header? {
        guard bytes.count >= 44, bytes.starts(with: Array("TZif".utf8)) else { return nil }
        let version = bytes[bytes.startIndex + 4]
        bytes = bytes.dropFirst(20)
        let counts = (0..<6).map { _ in Int(number(4)) }
        return Header(
            version: version, universals: counts[0], standards: counts[1], leaps: counts[2], times: counts[3],
            types: counts[4], names: counts[5])
    }

    private mutating func skip(_ count: Int) -> Bool {
        guard bytes.count >= count else { return false }
        bytes = bytes.dropFirst(count)
        return true
    }

    /// A whole number of so many bytes, the highest first.
    private mutating func number(_ width: Int) -> Int64 {
        defer { bytes = bytes.dropFirst(width) }
        return bytes.prefix(width).reduce(0) { $0 << 8 | Int64($1) }
    }
}
