import Foundation
import Synchronization

/// Standard error, shared by several processes: each line bears the name of its process.
final class MergedLog: Sendable {
    /// As wide as `worker-1`, so that the lines stand under each other.
    private static let nameWidth = 8
    private let order = Mutex(())

    func write(_ line: String, from name: String) {
        let padding = String(repeating: " ", count: max(0, Self.nameWidth - name.count))
        order.withLock { _ in FileHandle.standardError.write(Data("\(name)\(padding) | \(line)\n".utf8)) }
    }
}
