import ArgumentParser
import Foundation
import Jobs

/// A failure as a shell sees it: one sentence on standard error and a code of `sysexits.h`.
enum CommandFailure {
    /// `EX_UNAVAILABLE`: a service that the command needs is away.
    static let unavailable = ExitCode(69)
    /// `EX_NOINPUT`: what was asked for is not there.
    static let notFound = ExitCode(66)
    /// `EX_DATAERR`: it is there, and not in a state for that.
    static let wrongState = ExitCode(65)

    /// Runs a command's work and turns the broker's errors into words and exit codes.
    static func reporting(_ work: () async throws -> Void) async throws {
        do {
            try await work()
        } catch let error as BrokerError {
            say("galley: \(error)")
            throw unavailable
        }
    }

    static func missing(_ what: String) -> ExitCode {
        say("galley: there is no \(what)")
        return notFound
    }

    static func refused(_ why: String) -> ExitCode {
        say("galley: \(why)")
        return wrongState
    }

    private static func say(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }
}
