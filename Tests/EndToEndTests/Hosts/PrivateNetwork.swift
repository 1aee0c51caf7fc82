import Foundation
import Sandbox

/// Hosts of a test's own: network namespaces, and a switch between them that can fail. `network.py` holds both.
///
/// Nobody else sees their addresses, so these are the same in every run, and nothing is left of them when the test ends,
/// however it ends.
final class PrivateNetwork: Sendable {
    private struct Layout: Decodable {
        struct Host: Decodable {
            var address: String
            /// The open file of the switch by which its namespace is entered.
            var file: Int
        }

        var process: Int32
        var doors: [String: Int]
        var hosts: [String: Host]
    }

    private let program: Program
    private let orders: Pipe
    private let layout: Layout

    /// Whether this machine lets its user make such hosts.
    static let isPossible: Bool = {
        let probe = Process()
        probe.executableURL = URL(filePath: python)
        probe.arguments = [script, "probe"]
        probe.standardOutput = FileHandle.nullDevice
        probe.standardError = FileHandle.nullDevice
        guard (try? probe.run()) != nil else { return false }  // Without Python there is no switch.
        probe.waitUntilExit()
        return probe.terminationStatus == 0
    }()

    private static let python = "/usr/bin/python3"
    private static let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "network.py").path

    /// - Parameter doors: ports of the loopback outside, by name, and to which host and port each leads: `api:8080`.
    init(hosts: [String], doors: [String: String], directory: URL) async throws {
        orders = Pipe()
        let words = hosts + ["--"] + doors.map { "\($0.key)=\($0.value)" }
        program = try Program(Self.python, [Self.script] + words, directory: directory, input: orders)
        layout = try JSONDecoder().decode(Layout.self, from: Data(try await program.line().utf8))
    }

    /// Where a host is for the others.
    func address(of host: String) -> String { layout.hosts[host]?.address ?? "" }

    /// `127.0.0.1:port`, which leads from outside to where the door does.
    func door(_ name: String) -> (host: String, port: Int) { ("127.0.0.1", layout.doors[name] ?? 0) }

    /// The wrapper that starts a program on a host.
    func entry(to host: String) -> [String] {
        let process = "/proc/\(layout.process)"
        return [
            "/usr/bin/nsenter", "--user=\(process)/ns/user", "--preserve-credentials",
            "--net=\(process)/fd/\(layout.hosts[host]?.file ?? -1)", "--",
        ]
    }

    /// Gives an order in the words of `network.py`; returns when the switch has obeyed.
    func order(_ words: String) async throws {
        try orders.fileHandleForWriting.write(contentsOf: Data("\(words)\n".utf8))
        try await expect(words)
    }

    /// Returns when a host has sent what it was to be cut off at.
    func isCut(_ host: String) async throws { try await expect("cut \(host) now") }

    /// Ends the switch, and with it everything that runs on the hosts.
    func end() async {
        // That it cannot be closed means that it is closed.
        try? orders.fileHandleForWriting.close()
        _ = await program.status()
    }

    private func expect(_ words: String) async throws {
        let line = try await program.line()
        guard line == words else { throw Program.Failure(description: "the switch says \(line), not \(words)") }
    }
}
