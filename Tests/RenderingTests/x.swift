import Foundation
import Testing
@testable import Rendering

@Test func sampleOut() throws {
    guard let dir = ProcessInfo.processInfo.environment["SAMPLE_OUT"] else { return }
    for style in Manuscript.CitationStyle.allCases {
        let bytes = try DOCXWriter().write(Sample.report(style: style))
        try Data(bytes).write(to: URL(fileURLWithPath: "\(dir)/\(style.rawValue).docx"))
    }
}
