/// A number of bytes as a setting: `512M`, `1.5G`, `268435456`; the units are powers of 1,024.
struct ByteCount: SettingValue, Comparable, CustomStringConvertible {
    var bytes: Int

    /// The least and the most that make sense for a process.
    static let least = ByteCount(bytes: 16 << 20)
    static let most = ByteCount(bytes: 1 << 50)

    /// The least and the most that make sense for a file; an artifact has at most as much.
    static let smallestFileLimit = ByteCount(bytes: 1 << 20)
    static let largestFileLimit = ByteCount(bytes: 1 << 30)

    private static let units = [("K", 10), ("M", 20), ("G", 30), ("T", 40), ("", 0)]

    init(bytes: Int) { self.bytes = bytes }

    init(setting text: String) throws {
        var number = text.uppercased()
        for suffix in ["IB", "B"] where number.hasSuffix(suffix) { number.removeLast(suffix.count) }
        for (unit, shift) in Self.units where number.hasSuffix(unit) {
            guard let value = Double(number.dropLast(unit.count)), value >= 0, value < 1_000_000_000_000_000 else {
                break
            }
            let bytes = value * Double(1 << shift)
            guard bytes < Double(Self.most.bytes) * 2 else { break }
            self.bytes = Int(bytes)
            return
        }
        throw Expected("a number of bytes such as 512M or 1.5G")
    }

    static func < (left: ByteCount, right: ByteCount) -> Bool { left.bytes < right.bytes }

    /// In the largest unit of which it is a whole number.
    var description: String {
        for (unit, shift) in Self.units.dropLast().reversed() where bytes > 0 && bytes % (1 << shift) == 0 {
            return "\(bytes >> shift)\(unit)"
        }
        return "\(bytes)"
    }
}
