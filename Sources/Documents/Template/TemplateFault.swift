/// One thing that is wrong with a template, by the path at which it stands.
public struct TemplateFault: Sendable, Codable, Equatable, CustomStringConvertible {
    /// Such as `sections[12].rules[0].pattern`; empty is the whole template.
    public var path: String
    /// What is wrong, to be read after the path.
    public var message: String
    /// From 1.
    public var line: Int?
    /// From 1, in characters.
    public var column: Int?

    public init(path: String, message: String, line: Int? = nil, column: Int? = nil) {
        self.path = path
        self.message = message
        self.line = line
        self.column = column
    }

    /// The path and what is wrong there.
    public var sentence: String { "\(path.isEmpty ? "template" : path): \(message)" }

    public var description: String {
        guard let line else { return sentence }
        return "\(sentence) (line \(line)\(column.map { ", column \($0)" } ?? ""))"
    }
}

/// A template with faults: all of them, not only the first.
public struct InvalidTemplate: Error, Sendable, Equatable, CustomStringConvertible {
    public var faults: [TemplateFault]

    public init(faults: [TemplateFault]) {
        self.faults = faults
    }

    public var description: String { faults.map(\.description).joined(separator: "\n") }
}
