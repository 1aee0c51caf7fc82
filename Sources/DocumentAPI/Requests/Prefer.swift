import HTTPTypes

/// A client's wishes by the `Prefer` field (RFC 7240).
struct Prefer {
    private var wishes: [String: String] = [:]

    init(_ fields: HTTPFields) {
        for value in fields[values: .prefer] {
            for wish in value.split(separator: ",") {
                // Parameters after a semicolon belong to no preference that is known here.
                let pair = (wish.split(separator: ";").first ?? "").split(separator: "=", maxSplits: 1)
                let words = pair.map { $0.trimmingPrefix(while: \.isWhitespace) }.map(Self.bare)
                guard let name = words.first?.lowercased(), !name.isEmpty, wishes[name] == nil else { continue }
                wishes[name] = words.count > 1 ? words[1] : ""
            }
        }
    }

    /// Unknown fields are to be refused.
    var isStrict: Bool { wishes["handling"]?.lowercased() == "strict" }

    /// How long to wait for the end, in seconds.
    var wait: Int? { wishes["wait"].flatMap { Int($0) } }

    private static func bare(_ text: Substring) -> String {
        var text = text
        while text.last?.isWhitespace ?? false { text.removeLast() }
        if text.count > 1, text.first == "\"", text.last == "\"" { text = text.dropFirst().dropLast() }
        return String(text)
    }
}
