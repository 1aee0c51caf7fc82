import Foundation
import Sandbox

@testable import Extraction

/// The public documents that tests read where they are at hand: beside the checkout, or where `GALLEY_CORPUS` says.
enum Corpus {
    static let directory: String = {
        if let given = ProcessInfo.processInfo.environment["GALLEY_CORPUS"] { return given }
        return URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../shared/corpus").path
    }()

    /// Absent documents skip their tests at home and fail them in CI.
    static let isExpected =
        FileManager.default.fileExists(atPath: directory) || ProcessInfo.processInfo.environment["CI"] != nil

    static func read(_ names: [String]) async throws -> [ExtractedContent] {
        let extractor = InProcessExtractor(tools: try .nested())
        var contents: [ExtractedContent] = []
        for name in names {
            contents.append(
                try await extractor.extract(
                    path: "\(directory)/\(name)", name: String(name.split(separator: "/").last ?? "")))
        }
        return contents
    }
}
