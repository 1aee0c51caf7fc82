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

    /// A program installed beside the running one; nil when it is not there.
    ///
    /// A build directory holds all of a package's programs side by side, the tests' own too.
    public static func sibling(_ name: String) -> String? {
        guard let own = ownPath() else { return nil }
        return path(of: URL(filePath: own).deletingLastPathComponent().appending(path: name).path)
    }

    /// The launcher: the one that `GALLEY_LAUNCH` names, else the one beside the running program.
    public static func launcherPath() throws(SandboxError) -> String {
        let named = ProcessInfo.processInfo.environment["GALLEY_LAUNCH"].flatMap(path(of:))
        guard let found = named ?? sibling("galley-launch") else { throw .launcherMissing }
        return found
    }
}
