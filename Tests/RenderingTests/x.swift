import Foundation
import Sandbox
import Testing
@testable import Rendering

@Test func sampleOut() async throws {
    guard let dir = ProcessInfo.processInfo.environment["SAMPLE_OUT"] else { return }
    let runner = try await ToolRunner.detect()
    print(runner.status)
    let renderer = Renderer(converter: PDFConverter(runner: runner))
    for style in Manuscript.CitationStyle.allCases {
        let clock = ContinuousClock()
        let start = clock.now
        for file in try await renderer.render(Sample.report(style: style), formats: Set(OutputFormat.allCases)) {
            print(file.format, file.bytes.count, file.sha256, file.pages ?? -1, file.flaws)
            try Data(file.bytes).write(to: URL(fileURLWithPath: "\(dir)/\(style.rawValue).\(file.format.fileExtension)"))
        }
        print(clock.now - start)
    }
}
