import Logging

/// How a line of the log looks.
public enum LogFormat: String, Sendable, CaseIterable {
    /// For people.
    case text
    /// For programs: one object a line.
    case json
}

extension LoggingSettings {
    /// Makes loggers write to standard error in this way; once in a process.
    public func bootstrap() {
        LoggingSystem.bootstrap { [level, format] label in
            switch format {
            case .text:
                var handler = StreamLogHandler.standardError(label: label)
                handler.logLevel = level
                return handler
            case .json:
                return JSONLogHandler(label: label, logLevel: level)
            }
        }
    }
}
