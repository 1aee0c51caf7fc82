import ArgumentParser
import Commands

/// What `galley-api` may be told; every flag is an environment variable too.
struct APIFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The address to listen on. TLS is a reverse proxy's work. [GALLEY_HOST, default 127.0.0.1]",
            valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("The port; 0 takes a free one. [GALLEY_PORT, default 8080]", valueName: "port"))
    var port: String?

    @OptionGroup(title: "Logging")
    var logging: LoggingFlags
}

/// What an API process is made of.
public struct APISettings: Sendable {
    public var connection: ConnectionSettings
    public var host: String
    /// 0 takes a free one.
    public var port: Int
    public var logging: LoggingSettings

    public init(
        connection: ConnectionSettings = .init(), host: String = "127.0.0.1", port: Int = 8080,
        logging: LoggingSettings = .init()
    ) {
        self.connection = connection
        self.host = host
        self.port = port
        self.logging = logging
    }

    /// Reads the flags, the environment and the defaults.
    init(_ flags: APIFlags, _ connection: ConnectionFlags, _ reader: SettingsReader) throws {
        let defaults = APISettings()
        self.init(
            connection: try ConnectionSettings(connection, reader),
            host: try reader.value("host", flag: flags.host, default: defaults.host),
            port: try reader.bounded("port", flag: flags.port, in: 0...65_535, default: defaults.port),
            logging: try LoggingSettings(flags.logging, reader))
    }
}
