/// Refuses Markdown whose quotes and lists nest without end, before it is parsed: cmark takes seconds and hundreds of
/// megabytes for 20,000 `>` in a row.
enum MarkdownNesting {
    static let limit = 100

    /// Whether some line opens more containers than the limit.
    static func isTooDeep(_ text: String) -> Bool {
        text.utf8.split(whereSeparator: { $0 == 10 || $0 == 13 }).contains { containers($0) > limit }
    }

    private static func containers(_ line: Substring.UTF8View) -> Int {
        var count = 0
        var rest = line[...]
        while let byte = rest.first, count <= limit {
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: "\t"): break
            case UInt8(ascii: ">"), UInt8(ascii: "-"), UInt8(ascii: "*"), UInt8(ascii: "+"): count += 1
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: ")"):
                if byte == UInt8(ascii: ".") || byte == UInt8(ascii: ")") { count += 1 }
            default: return isRule(line) ? 0 : count
            }
            rest = rest.dropFirst()
        }
        return isRule(line) ? 0 : count
    }

    /// A line of one sign only, drawn across the page, opens nothing: `----------`.
    private static func isRule(_ line: Substring.UTF8View) -> Bool {
        guard let sign = line.first, "-*_=.".utf8.contains(sign) else { return false }
        return line.allSatisfy { $0 == sign }
    }
}
