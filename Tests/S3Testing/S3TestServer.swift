import Foundation
import NIOCore
import NIOPosix

/// A real S3 server over HTTP, for all tests of this process: moto, in a virtual environment that `scripts/test` makes.
///
/// It checks every signature. It ends with this process, however that ends, since it reads from a pipe of it.
public struct S3TestServer: Sendable {
    /// `http://127.0.0.1:port`
    public let endpoint: String
    /// Made by the server; a test takes a prefix of its own in it.
    public static let bucket = "galley"

    /// With the key that the server made, as the AWS tools name its parts.
    public let environment: [String: String]
    /// The server ends when it is closed.
    private let lifeline: FileHandle

    /// Says why there is none.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Whether tests need not be skipped. In CI they never are: without the server they fail.
    public static var isExpected: Bool {
        FileManager.default.isExecutableFile(atPath: python)
            || ProcessInfo.processInfo.environment["CI"] == "true"
    }

    /// Starts the server with the first call.
    public static func shared() async throws -> S3TestServer { try await starting.value }

    private static let starting = Task { try await NIOThreadPool.singleton.runIfActive { try start() } }

    /// How a server of a test's own is started, one that keeps its objects in a directory over its end.
    ///
    /// It prints one line, for ``environment(announced:)``, once it answers, and ends with its standard input.
    public static func command(host: String, port: Int, directory: String) -> (program: String, arguments: [String]) {
        let script = folder.appending(path: "server.py").path
        return (python, [script, "--host", host, "--port", "\(port)", "--directory", directory])
    }

    /// The key of a server, as the AWS tools name its parts.
    public static func environment(announced line: String) throws -> [String: String] {
        try JSONDecoder().decode(Announcement.self, from: Data(line.utf8)).environment
    }

    private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    private static let python = folder.appending(path: "../../.build/s3-server/bin/python3").standardized.path

    private struct Announcement: Decodable {
        var endpoint: String
        var accessKey: String
        var secretKey: String

        var environment: [String: String] { ["AWS_ACCESS_KEY_ID": accessKey, "AWS_SECRET_ACCESS_KEY": secretKey] }
    }

    private static func start() throws -> S3TestServer {
        let process = Process()
        process.executableURL = URL(filePath: python)
        process.arguments = [folder.appending(path: "server.py").path]
        // Whoever runs the tests may have settings of AWS; none of them is for this server.
        let inherited = ProcessInfo.processInfo.environment
        process.environment = inherited.filter { ["PATH", "HOME", "TMPDIR", "LANG"].contains($0.key) }
        let (input, output) = (Pipe(), Pipe())
        process.standardInput = input
        process.standardOutput = output
        try process.run()
        guard let line = output.fileHandleForReading.firstLine(),
            let told = try? JSONDecoder().decode(Announcement.self, from: line)
        else { throw Failure(description: "the S3 server of the tests did not start") }
        return S3TestServer(
            endpoint: told.endpoint, environment: told.environment, lifeline: input.fileHandleForWriting)
    }
}

extension FileHandle {
    /// Waits for it; nil when the other side ends before.
    fileprivate func firstLine() -> Data? {
        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let more = availableData
            if more.isEmpty { return nil }
            line += more
        }
        return line
    }
}
