import ArgumentParser
import Logging

/// What is logged, and how.
struct LoggingFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The least that is logged: trace, debug, info, notice, warning, error or critical. "
                + "[GALLEY_LOG_LEVEL, default info]", valueName: "level"))
    var logLevel: String?

    @Option(
        help: ArgumentHelp(
            "How a line of the log looks: text or json. [GALLEY_LOG_FORMAT, default text]", valueName: "format"))
    var logFormat: String?
}

/// What is logged, and how.
public struct LoggingSettings: Sendable {
    public var level: Logger.Level
    public var format: LogFormat

    public init(level: Logger.Level = .info, format: LogFormat = .text) {
        self.level = level
        self.format = format
    }

    /// Reads `log-level` and `log-format`.
    init(_ flags: LoggingFlags, _ reader: SettingsReader) throws {
        self.init(
            level: try reader.value("log-level", flag: flags.logLevel, default: .info),
            format: try reader.value("log-format", flag: flags.logFormat, default: .text))
    }
}
