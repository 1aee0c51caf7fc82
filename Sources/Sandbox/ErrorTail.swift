import Subprocess

/// Takes a program's standard error as it comes, keeps its end, and hands on its lines.
struct ErrorTail {
    private let line: (@Sendable (String) -> Void)?
    private var tail: [UInt8] = []
    private var unfinished: [UInt8] = []

    init(line: (@Sendable (String) -> Void)?) {
        self.line = line
    }

    mutating func take(_ chunk: SubprocessOutputSequence.Buffer) {
        let bytes = chunk.withUnsafeBytes { [UInt8]($0) }
        tail.append(contentsOf: bytes)
        if tail.count > 2 * ToolResult.errorTailBytes { tail.removeFirst(tail.count - ToolResult.errorTailBytes) }
        guard let line else { return }
        unfinished.append(contentsOf: bytes)
        while let end = unfinished.firstIndex(of: UInt8(ascii: "\n")) {
            line(String(decoding: unfinished[..<end], as: UTF8.self))
            unfinished.removeSubrange(...end)
        }
        // A program that never ends its line must not fill the memory.
        if unfinished.count > ToolResult.errorTailBytes { unfinished.removeAll() }
    }

    func finish() -> String {
        if let line, !unfinished.isEmpty { line(String(decoding: unfinished, as: UTF8.self)) }
        return String(decoding: tail.suffix(ToolResult.errorTailBytes), as: UTF8.self)
    }
}
