import ArgumentParser
import Commands
import Redis

/// What `galley-api` may be told; every flag is an environment variable too.
struct APIFlags: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The address to listen on. TLS is a reverse proxy's work. [GALLEY_HOST, default 127.0.0.1]",
            valueName: "address"))
    var host: String?

    @Option(help: ArgumentHelp("The port; 0 takes a free one. [GALLEY_PORT, default 8080]", valueName: "port"))
    var port: String?

    @Option(
        help: ArgumentHelp(
            "When a write counts as accepted: once Redis has it (primary), or once a replica has it too (replica). "
                + "[GALLEY_DURABILITY, default primary]", valueName: "primary|replica"))
    var durability: String?

    @Option(
        help: ArgumentHelp(
            "The largest file that is taken, 1M to 1G; readers take 100M at most. [GALLEY_FILE_LIMIT, default 100M]",
            valueName: "bytes"))
    var fileLimit: String?

    @OptionGroup(title: "Logging")
    var logging: LoggingFlags
}

/// What an API process is made of.
public struct APISettings: Sendable {
    public var connection: ConnectionSettings
    /// When a document counts as accepted.
    public var durability: RedisDurability
    public var host: String
    /// 0 takes a free one.
    public var port: Int
    /// The largest file, in bytes.
    public var fileLimit: Int
    public var logging: LoggingSettings

    public init(
        connection: ConnectionSettings = .init(), durability: RedisDurability = .primary, host: String = "127.0.0.1",
        port: Int = 8080, fileLimit: Int = 100 << 20, logging: LoggingSettings = .init()
    ) {
        self.connection = connection
        self.durability = durability
        self.host = host
        self.port = port
        self.fileLimit = fileLimit
        self.logging = logging
    }

    /// Reads the flags, the environment and the defaults.
    init(_ flags: APIFlags, _ connection: ConnectionFlags, _ reader: SettingsReader) throws {
        let defaults = APISettings()
        self.init(
            connection: try ConnectionSettings(connection, reader),
            durability: try reader.value("durability", flag: flags.durability, default: defaults.durability),
            host: try reader.value("host", flag: flags.host, default: defaults.host),
            port: try reader.bounded("port", flag: flags.port, in: 0...65_535, default: defaults.port),
            fileLimit: try reader.bounded(
                "file-limit", flag: flags.fileLimit, in: ByteCount.smallestFileLimit...ByteCount.largestFileLimit,
                default: ByteCount(bytes: defaults.fileLimit)
            ).bytes,
            logging: try LoggingSettings(flags.logging, reader))
    }
}
