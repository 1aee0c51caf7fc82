import Foundation

/// The line that a program writes to standard output once it is ready, for whoever started it.
struct Announcement: Codable {
    /// Where it serves; a worker without a health port serves nowhere.
    var url: String

    func announce() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        FileHandle.standardOutput.write(try encoder.encode(self) + Data("\n".utf8))
    }
}
