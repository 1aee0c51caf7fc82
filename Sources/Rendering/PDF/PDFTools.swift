import Sandbox

/// Runs one program on one file, under limits, and takes its output or says why there is none.
struct PDFTools: Sendable {
    let runner: ToolRunner

    /// - Parameters:
    ///   - file: the only file that the program may read besides the system's own.
    ///   - accepted: exit codes that are no failure.
    /// - Throws: ``RenderingFailure/tool(name:message:)``
    func run(
        _ program: String, _ arguments: [String], on file: String, limits: ToolLimits = ToolLimits(),
        accepted: Set<Int> = [0]
    ) async throws -> ToolResult {
        try await run(
            ToolInvocation(program: program, arguments: arguments, readablePaths: [file], limits: limits),
            accepted: accepted)
    }

    func run(_ invocation: ToolInvocation, accepted: Set<Int> = [0]) async throws -> ToolResult {
        let result: ToolResult
        do {
            result = try await runner.run(invocation)
        } catch let error as SandboxError {
            throw RenderingFailure.tool(name: invocation.program, message: "\(error)")
        }
        switch result.ending {
        case .exited(let code) where accepted.contains(code): return result
        case .timedOut:
            throw RenderingFailure.tool(name: invocation.program, message: "no result within its time limit")
        default:
            throw RenderingFailure.tool(
                name: invocation.program, message: "\(result.ending) \(result.errorTail)")
        }
    }
}
