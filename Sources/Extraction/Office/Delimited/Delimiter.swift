/// Tells by its content what parts the fields of a delimited text.
enum Delimiter {
    private static let candidates: [UInt8] = [
        UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|"),
    ]
    private static let sample = 50

    /// The sign with which the first records agree best on a number of fields; a comma when none does.
    static func find(in bytes: UnsafeBufferPointer<UInt8>) -> UInt8 {
        var best = (sign: candidates[0], agreement: 0.0, width: 1)
        for sign in candidates {
            let (agreement, width) = score(bytes, sign)
            if width > 1, (agreement, width) > (best.agreement, best.width) { best = (sign, agreement, width) }
        }
        return best.sign
    }

    /// The most frequent number of fields, and the share of records that have it.
    private static func score(_ bytes: UnsafeBufferPointer<UInt8>, _ sign: UInt8) -> (agreement: Double, width: Int) {
        var rows = DelimitedRows(bytes, delimiter: sign)
        var widths: [Int: Int] = [:]
        var count = 0
        while count < sample, let row = rows.next() {
            widths[row.count, default: 0] += 1
            count += 1
        }
        guard let common = widths.max(by: { ($0.value, $0.key) < ($1.value, $1.key) }) else { return (0, 1) }
        return (Double(common.value) / Double(count), common.key)
    }
}
