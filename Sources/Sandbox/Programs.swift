import Foundation

/// Where programs are found: never by a search path from outside.
public enum Programs {
    /// The directories of programs, in the order they are searched.
    static let directories = ["/usr/local/bin", "/usr/bin", "/bin"]

    /// The absolute path of an installed program; nil when it is not installed.
    public static func path(of program: String) -> String? {
        if program.hasPrefix("/") {
            return FileManager.default.isExecutableFile(atPath: program) ? program : nil
        }
        return directories.map { "\($0)/\(program)" }.first(where: FileManager.default.isExecutableFile(atPath:))
    }

    /// The running program's own file.
    public static func ownPath() -> String? {
        // No reason is lost: without /proc there is nothing to ask.
        try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
    }

    /// The launcher: the one that `GALLEY_LAUNCH` names, else the one beside the running program.
    ///
    /// A build directory holds them side by side too, so that tests find it.
    public static func launcherPath() throws(SandboxError) -> String {
        var candidates: [String] = []
        if let named = ProcessInfo.processInfo.environment["GALLEY_LAUNCH"] { candidates.append(named) }
        if let own = ownPath() {
            candidates.append(URL(filePath: own).deletingLastPathComponent().appending(path: "galley-launch").path)
        }
        guard let found = candidates.first(where: FileManager.default.isExecutableFile(atPath:)) else {
            throw .launcherMissing
        }
        return found
    }
}
