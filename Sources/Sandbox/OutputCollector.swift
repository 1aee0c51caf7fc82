import Subprocess

/// Takes a program's standard output as it comes, up to a limit.
struct OutputCollector {
    private let limit: Int
    private let consumer: (([UInt8]) throws -> Void)?
    private var count = 0
    private(set) var output: [UInt8] = []
    /// What the consumer threw.
    private(set) var error: (any Error)?

    init(limit: Int, consumer: (([UInt8]) throws -> Void)?) {
        self.limit = limit
        self.consumer = consumer
    }

    var isOverLimit: Bool { count > limit }

    /// Returns false when no more is wanted.
    mutating func take(_ chunk: SubprocessOutputSequence.Buffer) -> Bool {
        guard !isOverLimit, error == nil else { return false }
        count += chunk.count
        guard !isOverLimit else {
            output = []
            return false
        }
        guard let consumer else {
            chunk.withUnsafeBytes { output.append(contentsOf: $0) }
            return true
        }
        do {
            try consumer(chunk.withUnsafeBytes { [UInt8]($0) })
        } catch {
            self.error = error
        }
        return error == nil
    }
}
