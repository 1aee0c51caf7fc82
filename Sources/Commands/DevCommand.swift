import ArgumentParser

/// `galley dev`: everything on one machine by one command.
struct DevCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "dev",
        abstract: "Starts a private Redis, the API and workers, and stops them all on Ctrl-C.",
        discussion: """
            Everything listens on this machine only. Data stays in the data directory and is found again the next \
            time. Logs go to standard error, each line with the name of its process before it.
            """)

    @Option(help: ArgumentHelp("Use this Redis instead of a private one.", valueName: "url"))
    var redis: String?

    @Option(help: "The API's port; 0 takes a free one.")
    var port = 8080

    @Option(help: "How many worker processes, 1 to 64.")
    var workers = 2

    @Option(name: .customLong("data"), help: ArgumentHelp("Where data is kept.", valueName: "directory"))
    var dataDirectory = ".galley"

    @Flag(help: "Once all is ready, print one line of JSON: url, key, redis, store.")
    var json = false

    func validate() throws {
        guard (0...65_535).contains(port) else { throw ValidationError("--port takes 0 to 65535") }
        guard (1...64).contains(workers) else { throw ValidationError("--workers takes 1 to 64") }
    }

    func run() async throws {
        try await CommandContext.required.develop(
            DevelopmentRequest(
                redis: redis, port: port, workers: workers, dataDirectory: dataDirectory, isJSON: json))
    }
}
