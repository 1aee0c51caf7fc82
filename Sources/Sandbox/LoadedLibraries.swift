import Foundation
import Synchronization

/// Where this process's own shared libraries are, besides the system's directories.
///
/// A development build finds Swift's runtime in the toolchain, wherever that is, and so do the launcher and every other
/// program built beside it; a release build with a static runtime has none.
enum LoadedLibraries {
    private static let known = Mutex<[String]?>(nil)

    static var directories: [String] {
        known.withLock { known in
            if let known { return known }
            // A process that is out of descriptors cannot look; it looks again the next time.
            guard let files = files() else { return [] }
            let found = Set(files.map { URL(filePath: $0).deletingLastPathComponent().path })
            let directories = found.filter { !Confinement.holds($0) }.sorted()
            known = directories
            return directories
        }
    }

    private static func files() -> [String]? {
        guard let maps = FileHandle(forReadingAtPath: "/proc/self/maps"), let text = try? maps.readToEnd() else {
            return nil
        }
        return String(decoding: text, as: UTF8.self).split(separator: "\n").compactMap { line -> String? in
            guard let start = line.firstIndex(of: "/"), line[start...].contains(".so") else { return nil }
            return String(line[start...])
        }
    }
}
