import ArgumentParser
import Foundation
import Logging

/// How a server program ends when it cannot begin.
enum Startup {
    /// `EX_CONFIG` of `sysexits.h`: a setting is wrong; starting again will not help.
    static let badSettings = ExitCode(78)

    /// Reads settings; a bad one is named on standard error and ends the process.
    static func settings<Settings>(_ read: () throws -> Settings) throws -> Settings {
        do {
            return try read()
        } catch let error as SettingError {
            FileHandle.standardError.write(Data("\(error)\n".utf8))
            throw badSettings
        }
    }

    /// Runs the program; what stops it is logged, as one line like any other.
    static func reporting(_ run: () async throws -> Void) async throws {
        do {
            try await run()
        } catch {
            Logger(label: "galley").critical("\(StartFailure(error))")
            throw ExitCode.failure
        }
    }
}
