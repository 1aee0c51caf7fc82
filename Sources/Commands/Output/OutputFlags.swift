import ArgumentParser
import Foundation

/// How a command's answer is shown.
struct OutputFlags: ParsableArguments {
    @Flag(help: "Print JSON instead of a table.")
    var json = false

    /// Prints a value in the form that was asked for.
    func show(_ value: some Showable) throws {
        FileHandle.standardOutput.write(Data(try text(of: value).utf8))
    }

    func text(of value: some Showable) throws -> String {
        switch form {
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .iso8601
            return String(decoding: try encoder.encode(value.content), as: UTF8.self) + "\n"
        case .table:
            return value.text
        }
    }

    private enum Form {
        case table, json
    }

    private var form: Form { json ? .json : .table }
}

/// An answer that can be shown as text, or as JSON.
protocol Showable: SendableMetatype {
    associatedtype Content: Encodable
    var content: Content { get }
    /// For the eye; ends with a newline.
    var text: String { get }
}

/// An answer whose text is tables.
protocol Presentable: Showable {
    var tables: [Table] { get }
}

extension Presentable {
    var text: String { tables.map(\.text).joined(separator: "\n") }
}
