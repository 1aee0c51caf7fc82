import Foundation

/// Where this process's own shared libraries are, besides the system's directories.
///
/// A development build finds Swift's runtime in the toolchain, wherever that is, and so do the launcher and every other
/// program built beside it; a release build with a static runtime has none.
enum LoadedLibraries {
    static let directories: [String] = {
        guard let maps = FileManager.default.contents(atPath: "/proc/self/maps") else { return [] }
        let files = String(decoding: maps, as: UTF8.self).split(separator: "\n").compactMap { line -> String? in
            guard let start = line.firstIndex(of: "/"), line[start...].contains(".so") else { return nil }
            return String(line[start...])
        }
        let found = Set(files.map { URL(filePath: $0).deletingLastPathComponent().path })
        return found.filter { !Confinement.holds($0) }.sorted()
    }()
}
