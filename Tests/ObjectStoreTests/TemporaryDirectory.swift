import Foundation

/// A directory that exists for the time of one test.
func withTemporaryDirectory(_ body: (URL) async throws -> Void) async throws {
    let directory = FileManager.default.temporaryDirectory.appending(path: "galley-test-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
    defer {
        // Nothing can be done about a directory that will not go.
        try? FileManager.default.removeItem(at: directory)
    }
    try await body(directory)
}
