#if canImport(Darwin)
import Darwin
#else
import Glibc
#endif

/// Tells public Internet addresses from those inside somebody's network.
///
/// A webhook's address is chosen by a client, and the worker that calls it may stand where no client should reach:
/// beside Redis, or beside a cloud's metadata service.
enum AddressGuard {
    /// Whether an address is globally reachable, by the special-purpose registries of IANA (RFC 6890 and later).
    ///
    /// - Parameter text: numeric, as a look-up returns it; anything else is not public.
    static func isPublic(_ text: String) -> Bool {
        var bytes = [UInt8](repeating: 0, count: 16)
        // The zone behind `%` names an interface of this host: such an address is local in any case.
        if text.contains("%") { return false }
        if inet_pton(AF_INET6, text, &bytes) == 1 { return isPublic(v6: bytes) }
        guard inet_pton(AF_INET, text, &bytes) == 1 else { return false }
        return isPublic(v4: bytes.prefix(4).reduce(0) { $0 << 8 | UInt32($1) })
    }

    static func isPublic(v4 address: UInt32) -> Bool {
        !reservedV4.contains { address >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
    }

    /// - Parameter bytes: sixteen, in network order.
    static func isPublic(v6 bytes: [UInt8]) -> Bool {
        guard bytes.count == 16 else { return false }
        if let embedded = embeddedV4(bytes) { return isPublic(v4: embedded) }
        // Only 2000::/3 is given out as global unicast; of it, some is set apart.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        let head = UInt32(bytes[0]) << 24 | UInt32(bytes[1]) << 16 | UInt32(bytes[2]) << 8 | UInt32(bytes[3])
        return !reservedV6.contains { head >> (32 - $0.bits) == $0.network >> (32 - $0.bits) }
    }

    /// The IPv4 address that an IPv6 address stands for: mapped (RFC 4291), by NAT64 (RFC 6052) or by 6to4 (RFC 3056).
    private static func embeddedV4(_ bytes: [UInt8]) -> UInt32? {
        func number(at index: Int) -> UInt32 { bytes[index..<index + 4].reduce(0) { $0 << 8 | UInt32($1) } }
        let mapped: [UInt8] = Array(repeating: 0, count: 10) + [0xFF, 0xFF]
        let nat64: [UInt8] = [0x00, 0x64, 0xFF, 0x9B] + Array(repeating: 0, count: 8)
        if bytes.starts(with: mapped) || bytes.starts(with: nat64) { return number(at: 12) }
        return bytes.starts(with: [0x20, 0x02]) ? number(at: 2) : nil
    }

    private typealias Network = (network: UInt32, bits: UInt32)

    private static let reservedV4: [Network] = [
        (0x0000_0000, 8),  // 0.0.0.0/8, this network
        (0x0A00_0000, 8),  // 10.0.0.0/8, private
        (0x6440_0000, 10),  // 100.64.0.0/10, carrier-grade NAT
        (0x7F00_0000, 8),  // 127.0.0.0/8, loopback
        (0xA9FE_0000, 16),  // 169.254.0.0/16, link-local, cloud metadata
        (0xAC10_0000, 12),  // 172.16.0.0/12, private
        (0xC000_0000, 24),  // 192.0.0.0/24, protocol assignments
        (0xC000_0200, 24),  // 192.0.2.0/24, documentation
        (0xC058_6300, 24),  // 192.88.99.0/24, 6to4 relays
        (0xC0A8_0000, 16),  // 192.168.0.0/16, private
        (0xC612_0000, 15),  // 198.18.0.0/15, benchmarks
        (0xC633_6400, 24),  // 198.51.100.0/24, documentation
        (0xCB00_7100, 24),  // 203.0.113.0/24, documentation
        (0xE000_0000, 4),  // 224.0.0.0/4, multicast
        (0xF000_0000, 4),  // 240.0.0.0/4, reserved and broadcast
    ]

    /// Within 2000::/3, by their first 32 bits.
    private static let reservedV6: [Network] = [
        (0x2001_0000, 23),  // 2001::/23, protocol assignments, Teredo
        (0x2001_0DB8, 32),  // 2001:db8::/32, documentation
        (0x3FFF_0000, 20),  // 3fff::/20, documentation
    ]
}
