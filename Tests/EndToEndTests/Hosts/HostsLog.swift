import Foundation
import Synchronization

/// What was done to the hosts and what each process did, line by line on standard output.
final class HostsLog: Sendable {
    private struct Followed: Sendable {
        var name: String
        var program: Program
        /// How many lines of its log were told.
        var told = 0
    }

    private let start = ContinuousClock.now
    private let followed = Mutex<[Followed]>([])

    func note(_ text: String) {
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        print("hosts: \(seconds.formatted(.number.precision(.fractionLength(1)))) s: \(text)")
    }

    func follow(_ name: String, _ program: Program) {
        followed.withLock { $0.append(Followed(name: name, program: program)) }
    }

    /// Says what each process has logged since this was last asked, counted.
    func tell() {
        let all = followed.withLock { all in
            all.indices.map { index in
                let lines = all[index].program.logText.split(separator: "\n")
                defer { all[index].told = lines.count }
                return (all[index].name, lines.dropFirst(all[index].told).compactMap(Self.what))
            }
        }
        for (name, whats) in all where !whats.isEmpty {
            let counts = Dictionary(whats.map { ($0, 1) }, uniquingKeysWith: +).sorted { $0.key < $1.key }
            note("  \(name): " + counts.map { "\($0.key) × \($0.value)" }.joined(separator: ", "))
        }
    }

    /// What a line is about; nil for what only goes with another line.
    private static func what(_ line: Substring) -> String? {
        guard let fields = LogLine(line) else { return line.contains("HTTP/1.1") ? "request answered" : nil }
        guard fields["message"] != "Job started" else { return nil }
        return [fields["message"], fields["outcome"], fields["answer"], fields["status"]].compactMap(\.self)
            .joined(separator: " ")
    }
}

/// A line of a program's log in JSON.
struct LogLine {
    private let fields: [String: Any]

    init?(_ line: Substring) {
        // A line of another program is none.
        let object = try? JSONSerialization.jsonObject(with: Data(line.utf8))
        guard let fields = object as? [String: Any] else { return nil }
        self.fields = fields
    }

    subscript(name: String) -> String? { fields[name] as? String }
}

extension Program {
    /// The lines of its log with this message.
    func lines(_ message: String) -> [LogLine] {
        logText.split(separator: "\n").compactMap { LogLine($0) }.filter { $0["message"] == message }
    }

    /// The requests with this text that it has answered well, as a server in Python logs them: `PUT /path HTTP/1.1`.
    func answered(_ text: String) -> [String] {
        logText.split(separator: "\n").compactMap { line in
            let parts = line.split(separator: "\"", omittingEmptySubsequences: false)
            guard parts.count == 3, parts[1].contains(text), parts[2].hasPrefix(" 2") else { return nil }
            return String(parts[1])
        }
    }
}
