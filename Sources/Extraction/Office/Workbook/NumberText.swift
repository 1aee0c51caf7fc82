import Foundation

/// Writes numbers as a workbook shows them.
enum NumberText {
    /// The format General: the digits that matter, at most 15, without the noise of binary fractions.
    static func general(_ text: String, _ value: Double) -> String {
        let isPlain =
            text.utf8.count <= 15 && !text.utf8.contains { $0 == UInt8(ascii: "E") || $0 == UInt8(ascii: "e") }
        if isPlain { return text }
        return fifteenDigits(value).description
    }

    static func unsigned(_ text: String) -> String { text.hasPrefix("-") ? String(text.dropFirst()) : text }

    static func text(_ value: Double, _ pattern: NumberPattern) -> String {
        if pattern.isScientific { return scientific(value, pattern) }
        var number = fifteenDigits(value)
        if pattern.isPercent { number *= 100 }
        for _ in 0..<min(pattern.thousands, 5) { number /= 1_000 }
        // Halves round away from zero, decided on the decimal digits and not on the binary value.
        var rounded = Decimal()
        NSDecimalRound(&rounded, &number, pattern.decimals, .plain)
        let parts = unsigned(rounded.description).split(separator: ".")
        var fraction = parts.count > 1 ? String(parts[1]) : ""
        fraction += String(repeating: "0", count: max(pattern.fixedDecimals - fraction.count, 0))
        var whole = String(parts.first ?? "0")
        if whole == "0" && pattern.leastIntegerDigits == 0 { whole = "" }
        whole = String(repeating: "0", count: max(pattern.leastIntegerDigits - whole.count, 0)) + whole
        if pattern.isGrouped { whole = grouped(whole) } else { embed(pattern, in: &whole) }
        let sign = rounded < 0 ? "-" : ""
        return sign + whole + (fraction.isEmpty ? "" : "." + fraction)
    }

    /// Workbooks keep numbers in binary and show 15 decimal digits of them.
    private static func fifteenDigits(_ value: Double) -> Decimal {
        Decimal(string: String(format: "%.15g", value)) ?? Decimal(value)
    }

    private static func scientific(_ value: Double, _ pattern: NumberPattern) -> String {
        let text = String(format: "%.\(pattern.fixedDecimals)E", value)
        return text
    }

    /// Puts the texts between digits in their places, counted from the last digit.
    private static func embed(_ pattern: NumberPattern, in digits: inout String) {
        for embedded in pattern.embedded.reversed() {
            let following = pattern.integerDigits - embedded.digits
            let ahead = pattern.embedded.filter { $0.digits > embedded.digits }.map(\.text.count).reduce(0, +)
            guard following + ahead < digits.count else { continue }
            digits.insert(contentsOf: embedded.text, at: digits.index(digits.endIndex, offsetBy: -following - ahead))
        }
    }

    private static func grouped(_ digits: String) -> String {
        var result = ""
        for (index, digit) in digits.enumerated() {
            if index > 0 && (digits.count - index) % 3 == 0 { result.append(",") }
            result.append(digit)
        }
        return result
    }
}
