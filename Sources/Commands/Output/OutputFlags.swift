import ArgumentParser
import Foundation

/// How a command's answer is shown.
struct OutputFlags: ParsableArguments {
    @Flag(help: "Print JSON instead of a table.")
    var json = false

    /// Prints a value in the form that was asked for.
    func show(_ value: some Presentable) throws {
        FileHandle.standardOutput.write(Data(try text(of: value).utf8))
    }

    func text(of value: some Presentable) throws -> String {
        switch form {
        case .json:
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
            encoder.dateEncodingStrategy = .iso8601
            return String(decoding: try encoder.encode(value.content), as: UTF8.self) + "\n"
        case .table:
            return value.tables.map(\.text).joined(separator: "\n")
        }
    }

    private enum Form {
        case table, json
    }

    private var form: Form { json ? .json : .table }
}

/// An answer that can be shown as tables, or as JSON.
protocol Presentable: SendableMetatype {
    associatedtype Content: Encodable
    var content: Content { get }
    var tables: [Table] { get }
}
