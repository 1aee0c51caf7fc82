/// Something in a finished file that is not as it should be, found by reading the file back.
public struct Flaw: Sendable, Equatable, Codable, CustomStringConvertible {
    public var format: OutputFormat
    public var message: String

    public init(_ format: OutputFormat, _ message: String) {
        self.format = format
        self.message = message
    }

    public var description: String { "\(format.rawValue): \(message)" }
}
