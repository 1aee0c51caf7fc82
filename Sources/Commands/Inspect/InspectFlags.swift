import ArgumentParser
import Foundation
import Jobs

/// What all of `galley inspect` understands.
struct InspectFlags: ParsableArguments {
    @OptionGroup(title: "Connection")
    var connection: ConnectionFlags

    @OptionGroup(title: "Output")
    var output: OutputFlags

    @Flag(help: "Show it again every second, until Ctrl-C.")
    var watch = false

    /// Asks and shows the answer, once or for ever.
    func show<Answer: Presentable>(
        _ ask: @escaping @Sendable (any Inspector) async throws -> Answer
    ) async throws {
        try await CommandFailure.reporting {
            try await CommandContext.required.withInspector(connection) { inspector in
                guard watch else { return try output.show(try await ask(inspector)) }
                while true {
                    let text = try output.text(of: try await ask(inspector))
                    let start = isatty(STDOUT_FILENO) == 1 ? Self.clear : ""
                    FileHandle.standardOutput.write(Data((start + text).utf8))
                    try await Task.sleep(for: .seconds(1))
                }
            }
        }
    }

    /// The ANSI sequences for "go to the upper left corner" and "erase the screen".
    private static let clear = "\u{1B}[H\u{1B}[2J"
}
