import Foundation
import Testing

@Suite("Clients written for the API that this one replaces", .serialized, .timeLimit(.minutes(3)))
struct ClientLoopTests {
    /// Nine polling loops and the webhook, each with a document that completes and one that fails.
    private static let loops = 20

    @Test("every loop of its guide works, with a 503 in the middle, for a document that completes and one that fails")
    func loops() async throws {
        try await Installation.run { installation in
            for _ in 0..<2 { _ = try await installation.startWorker(["GALLEY_ALLOW_PRIVATE_WEBHOOKS": "true"]) }
            let study = installation.directory.appending(path: "study")
            try await SampleStudy.make(in: study)
            let files = try FileManager.default.contentsOfDirectory(at: study, includingPropertiesForKeys: nil)
            var arguments = [
                "--url", installation.service.url, "--key", installation.service.key, "--webhook-port", "0",
            ]
            for file in files {
                arguments += ["--source", file.path]
                if file.lastPathComponent != "safety.xlsx" && file.pathExtension != "txt" {
                    arguments += ["--failing-source", file.path]
                }
            }
            let lines = try await Self.run(arguments)
            let failed = lines.filter { !$0.hasPrefix("PASS") }
            #expect(failed.isEmpty, "\(failed.joined(separator: "\n"))")
            #expect(lines.count == Self.loops)
        }
    }

    /// What the driver prints: a line for each loop and document.
    private static func run(_ arguments: [String]) async throws -> [String] {
        let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../Clients/run.py")
        let process = Process()
        // The system's own, for which set-up installs requests and aiohttp.
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments = [script.standardized.path] + arguments
        process.standardInput = FileHandle.nullDevice
        let output = Pipe()
        process.standardOutput = output
        process.standardError = output
        try process.run()
        let data = try await Task.detached { try output.fileHandleForReading.readToEnd() ?? Data() }.value
        return String(decoding: data, as: UTF8.self).split(separator: "\n").map(String.init)
    }
}
