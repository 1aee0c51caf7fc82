import Foundation

/// What a part of a form says of itself.
struct MultipartHead: Equatable {
    /// Of the form's field.
    var name: String
    /// As the client called the file; nil for a plain field.
    var fileName: String?

    init(name: String, fileName: String? = nil) {
        self.name = name
        self.fileName = fileName
    }

    /// Reads header fields; nil when none names the part.
    init?(_ text: String) {
        let prefix = "content-disposition:"
        let line = text.split(whereSeparator: \.isNewline).first { $0.lowercased().hasPrefix(prefix) }
        guard let line else { return nil }
        let parameters = Self.parameters(line.dropFirst(prefix.count))
        guard let name = parameters["name"] else { return nil }
        self.name = name
        // The encoded form, where both stand, is the more exact one (RFC 6266, 4.3).
        let encoded = parameters["filename*"].flatMap { value in
            value.lowercased().hasPrefix("utf-8''") ? String(value.dropFirst(7)).removingPercentEncoding : nil
        }
        fileName = encoded ?? parameters["filename"]
    }

    /// The `name=value` pairs after the first semicolon; a value may be quoted, with `\"` and `\\` in it.
    private static func parameters(_ text: Substring) -> [String: String] {
        var parameters: [String: String] = [:]
        var rest = text.drop { $0 != ";" }
        while rest.first == ";" {
            rest = rest.dropFirst().drop { $0 == " " || $0 == "\t" }
            let name = rest.prefix { $0 != "=" && $0 != ";" }
            rest = rest.dropFirst(name.count)
            guard rest.first == "=" else { continue }
            let value = value(&rest)
            parameters[name.trimmed.lowercased()] = value
        }
        return parameters
    }

    private static func value(_ rest: inout Substring) -> String {
        rest = rest.dropFirst()
        guard rest.first == "\"" else {
            let value = rest.prefix { $0 != ";" }
            rest = rest.dropFirst(value.count)
            return value.trimmed
        }
        rest = rest.dropFirst()
        var value = ""
        while let character = rest.popFirst(), character != "\"" {
            if character == "\\", let next = rest.first, next == "\"" || next == "\\" {
                value.append(next)
                rest = rest.dropFirst()
            } else {
                value.append(character)
            }
        }
        rest = rest.drop { $0 != ";" }
        return value
    }
}
