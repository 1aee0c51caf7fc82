import Foundation

/// Runs the python that is found first.
enum Python {
    static func run(_ arguments: [String]) throws -> String {
        let process = Process()
        // The system's own, which has the packages that scripts/setup installs; one before it on the PATH may not.
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        let data = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        guard process.terminationStatus == 0 else { throw CocoaError(.fileReadCorruptFile) }
        return String(decoding: data, as: UTF8.self)
    }
}
