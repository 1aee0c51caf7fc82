import Foundation
import Logging

/// Writes each log line as one JSON object: `time`, `level`, `logger`, `message`, and the metadata beside them.
struct JSONLogHandler: LogHandler {
    var metadata: Logger.Metadata = [:]
    var metadataProvider: Logger.MetadataProvider?
    var logLevel: Logger.Level
    private let label: String
    private let write: @Sendable (Data) -> Void

    init(
        label: String, logLevel: Logger.Level,
        write: @escaping @Sendable (Data) -> Void = { FileHandle.standardError.write($0) }
    ) {
        self.label = label
        self.logLevel = logLevel
        self.write = write
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        var fields = (metadataProvider?.get() ?? [:])
            .merging(metadata) { $1 }
            .merging(event.metadata ?? [:]) { $1 }
            .mapValues(Field.init)
        fields["time"] = .text(Date().formatted(.iso8601.time(includingFractionalSeconds: true)))
        fields["level"] = .text(event.level.rawValue)
        fields["logger"] = .text(label)
        fields["message"] = .text(event.message.description)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        // Strings, arrays and dictionaries of strings: there is nothing in them that cannot be encoded.
        guard var line = try? encoder.encode(fields) else { return }
        line.append(UInt8(ascii: "\n"))
        write(line)  // One write a line, so that lines of several threads do not mix.
    }

    /// A metadata value in JSON's terms.
    private enum Field: Encodable {
        case text(String)
        case list([Field])
        case map([String: Field])

        init(_ value: Logger.MetadataValue) {
            switch value {
            case .string(let text): self = .text(text)
            case .stringConvertible(let value): self = .text(value.description)
            case .array(let values): self = .list(values.map(Field.init))
            case .dictionary(let values): self = .map(values.mapValues(Field.init))
            }
        }

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .list(let fields): try container.encode(fields)
            case .map(let fields): try container.encode(fields)
            }
        }
    }
}
