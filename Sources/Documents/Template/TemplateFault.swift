/// One thing that is wrong with a template, by the path at which it stands.
public struct TemplateFault: Sendable, Codable, Equatable, CustomStringConvertible {
    /// Such as `sections[12].rules[0].pattern`; empty is the whole template.
    public var path: String
    public var message: String
    /// From 1, where the text has lines.
    public var line: Int?

    public init(path: String, message: String, line: Int? = nil) {
        self.path = path
        self.message = message
        self.line = line
    }

    public var description: String {
        let place = path.isEmpty ? "template" : path
        return line.map { "\(place): \(message) (line \($0))" } ?? "\(place): \(message)"
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
