import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// Where this process's own shared libraries are, besides the system's directories.
///
/// A development build finds Swift's runtime in the toolchain, wherever that is, and so do the launcher and every other
/// program built beside it; a release build with a static runtime has none.
enum LoadedLibraries {
    static let directories: [String] = {
        let found = Set(files().map { URL(filePath: $0).deletingLastPathComponent().path })
        return found.filter { !Confinement.holds($0) }.sorted()
    }()

    /// Asked of the dynamic linker itself: what `/proc/self/maps` says may change while it is read.
    private static func files() -> [String] {
        var files: [String] = []
        withUnsafeMutablePointer(to: &files) { list in
            // The callback runs within this call, so the list outlives it.
            _ = dl_iterate_phdr(
                { library, _, list in
                    guard let name = library?.pointee.dlpi_name else { return 0 }
                    let path = String(cString: name)
                    if path.hasPrefix("/") { list?.assumingMemoryBound(to: [String].self).pointee.append(path) }
                    return 0
                }, list)
        }
        return files
    }
}
