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
        var contents: [ExtractedContent] = []
        for name in names { contents.append(try await cache.content(at: "\(directory)/\(name)")) }
        return contents
    }

    private static let cache = CorpusCache()
}

/// Reads each document once, whichever suites ask for it.
private actor CorpusCache {
    private var readings: [String: Task<ExtractedContent, any Error>] = [:]

    func content(at path: String) async throws -> ExtractedContent {
        let reading =
            readings[path]
            ?? Task {
                try await InProcessExtractor(tools: try .nested()).extract(
                    path: path, name: String(path.split(separator: "/").last ?? ""))
            }
        readings[path] = reading
        return try await reading.value
    }
}
