import Foundation
import Sandbox

/// Reads RTF by pandoc, the one well-kept reader of it, and our own HTML reader.
struct RTFReader: SourceReader {
    private let tools: ToolRunner

    /// The Haskell runtime aborts under an address-space limit, and holds itself to its own option.
    private static let limits = ToolLimits(wall: .seconds(60), cpu: .seconds(45), memory: .ownOption, output: 128 << 20)
    private static let arguments = ["--sandbox", "+RTS", "-M512M", "-RTS", "-f", "rtf", "-t", "html", "--wrap=none"]
    /// What the runtime exits with when its heap is full.
    private static let heapExhausted = 251

    init(tools: ToolRunner) {
        self.tools = tools
    }

    func read(_ file: SourceFile, limits: ExtractionLimits) async throws -> ExtractedContent {
        let groups = RTFGroups([UInt8](try Data(contentsOf: URL(filePath: file.path))))
        var invocation = ToolInvocation(program: "pandoc", arguments: Self.arguments, limits: Self.limits)
        invocation.input = groups.bytes
        let result: ToolResult
        do {
            result = try await tools.run(invocation)
        } catch SandboxError.programMissing {
            throw file.unreadable(
                .unsupported, "is RTF, and pandoc, which reads it, is not installed: save it as .docx.")
        }
        guard result.succeeded else { throw refusal(of: file, result) }
        let content = try HTMLReader.content(of: result.output, file: file, limits: limits)
        return RTFDisplay(groups: groups).arranged(content)
    }

    private func refusal(of file: SourceFile, _ result: ToolResult) -> UnreadableSource {
        switch result.ending {
        case .exited(Self.heapExhausted), .timedOut, .outputTooLarge:
            file.unreadable(.tooComplex, "is too complex to read: save it as .docx and upload that.")
        default: file.unreadable(.damaged, "is damaged: pandoc cannot read it. Save it again and upload it.")
        }
    }
}
