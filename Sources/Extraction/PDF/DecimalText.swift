/// Numbers as poppler writes them: `72.000000`. A page has thousands, and a general reader of numbers needs longer for them
/// than the XML around them takes.
enum DecimalText {
    /// Nil for anything but a sign, digits and a decimal point, and for more digits than a `Double` holds exactly.
    static func value(_ bytes: some Collection<UInt8>) -> Double? {
        var rest = bytes[...]
        let isNegative = rest.first == UInt8(ascii: "-")
        if isNegative { rest.removeFirst() }
        var digits = 0
        var decimals: Int?
        var mantissa: Int64 = 0
        for byte in rest {
            switch byte {
            case UInt8(ascii: "."):
                guard decimals == nil else { return nil }
                decimals = 0
            case UInt8(ascii: "0")...UInt8(ascii: "9"):
                guard digits < exactDigits else { return nil }
                mantissa = mantissa * 10 + Int64(byte - UInt8(ascii: "0"))
                digits += 1
                decimals = decimals.map { $0 + 1 }
            default: return nil
            }
        }
        guard digits > 0 else { return nil }
        // Both are exact, so the quotient is the nearest number, as any reader gives it.
        let value = Double(mantissa) / powers[decimals ?? 0]
        return isNegative ? -value : value
    }

    private static let exactDigits = 15
    private static let powers: [Double] = (0...exactDigits).map { exponent in
        (0..<exponent).reduce(1.0) { power, _ in power * 10 }
    }
}
