/// How far the reading of one source has come.
public struct ExtractionProgress: Sendable, Equatable {
    /// Pages read, or parts of a format without pages.
    public var done: Int
    public var total: Int

    public init(done: Int, total: Int) {
        self.done = done
        self.total = total
    }

    /// The line a child writes to standard error.
    var line: String { "progress \(done) \(total)\n" }

    init?(line: String) {
        let parts = line.split(separator: " ")
        guard parts.count == 3, parts[0] == "progress", let done = Int(parts[1]), let total = Int(parts[2]) else {
            return nil
        }
        self.init(done: done, total: total)
    }
}
