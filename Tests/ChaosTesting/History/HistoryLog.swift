import Foundation
import Jobs
import Synchronization

/// Where a process writes down what it does and learns.
public protocol HistoryLog: Sendable {
    func note(_ what: HistoryEvent.What)
}

/// A log in a file, one line an event. What was noted is in the kernel's hands when `note` returns: a `kill -9`
/// of the process loses nothing of it.
public final class FileHistoryLog: HistoryLog {
    /// Why a log cannot be used.
    public enum Failure: Error {
        case cannotOpen(String, errno: Int32)
        case unreadable(String, line: String)
    }

    private let by: String
    private let file: Int32
    private let turn = Mutex(())

    public init(_ path: String, by: String) throws {
        self.by = by
        file = open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC, 0o644)
        guard file >= 0 else { throw Failure.cannotOpen(path, errno: errno) }
    }

    deinit { close(file) }

    public func note(_ what: HistoryEvent.What) {
        turn.withLock { _ in
            let event = HistoryEvent(at: Self.now(), by: by, what: what)
            guard var line = try? JSONEncoder().encode(event) else { preconditionFailure("an event has no text") }
            line.append(UInt8(ascii: "\n"))
            // A log with a gap would prove nothing: better no process at all.
            let written = line.withUnsafeBytes { write(file, $0.baseAddress, $0.count) }
            guard written == line.count else { preconditionFailure("the history cannot be written") }
        }
    }

    /// The clock that all processes of a host share, and that no one can set.
    private static func now() -> Int64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    /// All events of a log; a last line cut short by a kill counts as not written.
    public static func events(of path: String) throws -> [HistoryEvent] {
        let data = FileManager.default.contents(atPath: path) ?? Data()
        let decoder = JSONDecoder()
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        return try lines.dropLast().map { line in
            do {
                return try decoder.decode(HistoryEvent.self, from: Data(line))
            } catch {
                throw Failure.unreadable(path, line: String(decoding: line, as: UTF8.self))
            }
        }
    }
}
