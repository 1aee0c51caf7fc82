import Foundation
import Rendering
import Sandbox
import Testing

/// Not a test of anything: writes the sample for looking at, when `GALLEY_SAMPLE_OUT` names a directory.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["GALLEY_SAMPLE_OUT"] != nil))
struct SampleFiles {
    @Test(arguments: Manuscript.CitationStyle.allCases)
    func write(style: Manuscript.CitationStyle) async throws {
        let directory = try #require(ProcessInfo.processInfo.environment["GALLEY_SAMPLE_OUT"])
        let renderer = Renderer(converter: PDFConverter(runner: try await ToolRunner.detect()))
        for file in try await renderer.render(Sample.report(style: style), formats: Set(OutputFormat.allCases)) {
            #expect(file.flaws == [])
            let path = "\(directory)/\(style.rawValue).\(file.format.fileExtension)"
            try Data(file.bytes).write(to: URL(filePath: path))
        }
    }
}
