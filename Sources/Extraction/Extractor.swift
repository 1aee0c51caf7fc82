import Foundation
import Sandbox

/// Reads a source file into blocks, in a child process that no harm in the file can leave.
public struct Extractor: Sendable {
    private let tools: ToolRunner
    private let program: String
    private let limits: ExtractionLimits
    private let toolLimits: ToolLimits

    /// What one reading may use: of its own; the programs it runs have limits of theirs, within the same wall time.
    public static let defaultToolLimits = ToolLimits(
        wall: .seconds(120), cpu: .seconds(60), memory: .data(1 << 30), fileSize: 256 << 20, output: 512 << 20,
        openFiles: 256, tasks: 128)

    /// - Parameters:
    ///   - program: The `galley` program; nil is the one beside the running program.
    /// - Throws: ``SandboxError/programMissing(_:)``.
    public init(
        tools: ToolRunner, program: String? = nil, limits: ExtractionLimits = ExtractionLimits(),
        toolLimits: ToolLimits = Extractor.defaultToolLimits
    ) throws(SandboxError) {
        guard let program = program ?? Programs.sibling("galley") else { throw .programMissing("galley") }
        self.tools = tools
        self.program = program
        self.limits = limits
        self.toolLimits = toolLimits
    }

    /// Reads one file.
    ///
    /// - Parameters:
    ///   - name: What its owner called it; messages and citations use it.
    ///   - progress: Is called as pages are read, from any thread.
    /// - Throws: ``UnreadableSource`` for what no retry can mend; ``ExtractionFailure``, `SandboxError` or
    ///   `CancellationError` for the rest.
    public func extract(
        path: String, name: String, progress: (@Sendable (ExtractionProgress) -> Void)? = nil
    ) async throws -> ExtractedContent {
        try await read(.content, of: path, name: name, progress: progress)
    }

    /// Reads how a Word document looks, and nothing of what it says.
    ///
    /// - Throws: as ``extract(path:name:progress:)``.
    public func reference(path: String, name: String) async throws -> ReferenceContent {
        try await read(.reference, of: path, name: name)
    }

    private func read<Value: Decodable>(
        _ wanted: ExtractionChild.Request.Wanted, of path: String, name: String,
        progress: (@Sendable (ExtractionProgress) -> Void)? = nil
    ) async throws -> Value {
        let path = URL(filePath: path).resolvingSymlinksInPath().path
        let request = try JSONEncoder().encode(
            ExtractionChild.Request(path: path, name: name, limits: limits, wanted: wanted))
        var invocation = ToolInvocation(program: program, limits: toolLimits, needs: .nesting)
        invocation.arguments = ExtractionChild.command + [String(decoding: request, as: UTF8.self)]
        invocation.readablePaths = [path, program]
        // glibc's allocator reserves one arena per thread, which would count as memory.
        invocation.environment = ["GALLEY_LAUNCH": tools.launcher, "MALLOC_ARENA_MAX": "2"]
        let result = try await tools.run(
            invocation,
            errorLine: { line in
                if let progress, let step = ExtractionProgress(line: line) { progress(step) }
            })
        return try value(of: result, name: name)
    }

    private func value<Value: Decodable>(of result: ToolResult, name: String) throws -> Value {
        switch result.ending {
        case .exited(Int(ExtractionChild.ExitCode.read)):
            return try JSONDecoder().decode(Value.self, from: Data(result.output))
        case .exited(Int(ExtractionChild.ExitCode.unreadable)):
            throw try JSONDecoder().decode(UnreadableSource.self, from: Data(result.output))
        case .exited: throw ExtractionFailure(source: name, reason: result.errorTail)
        case .timedOut:
            throw UnreadableSource(
                source: name, reason: .tooComplex,
                message: "\(name) takes longer than \(toolLimits.wall) to read: split it and upload the parts.")
        case .outputTooLarge:
            throw UnreadableSource(
                source: name, reason: .tooLarge,
                message: "\(name) holds more text than one source may: split it and upload the parts.")
        case .signalled(let number):
            throw UnreadableSource(
                source: name, reason: .tooComplex,
                message: "\(name) makes its reader stop (signal \(number)): it needs more memory than one source may, "
                    + "or is damaged. Save it again from the program that made it.")
        }
    }
}
