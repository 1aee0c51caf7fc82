import Foundation

/// What is put around a program: the launcher always, bubblewrap where it works.
struct Confinement: Sendable {
    var launcher: String
    /// The path of `bwrap`; nil where its probe failed.
    var bubblewrap: String?

    /// The system's own libraries, programs and fonts: what any program may read.
    static let systemPaths = [
        "/usr", "/lib", "/lib64", "/bin", "/sbin", "/etc/ld.so.cache", "/etc/alternatives", "/etc/fonts",
        "/etc/localtime", "/var/cache/fontconfig", "/etc/libreoffice", "/var/lib/libreoffice", "/etc/papersize",
    ]

    static func holds(_ path: String) -> Bool {
        systemPaths.contains { path == $0 || path.hasPrefix($0 + "/") }
    }

    /// The launcher's arguments that run `invocation`, whose program is at `program`, in `directory`.
    func arguments(for invocation: ToolInvocation, program: String, directory: String) -> [String] {
        let command = [program] + invocation.arguments
        let wall = ["--wall", Self.seconds(invocation.limits.wall)]
        let confined = limits(of: invocation) + paths(of: invocation, directory: directory)
        guard let bubblewrap else { return wall + confined + ["--"] + command }
        let inner = [launcher] + confined + ["--"] + command
        return wall + ["--unconfined", "--"]
            + [bubblewrap] + mounts(of: invocation, directory: directory) + ["--"] + inner
    }

    private func limits(of invocation: ToolInvocation) -> [String] {
        let limits = invocation.limits
        var arguments = ["--cpu", Self.seconds(limits.cpu), "--fsize", "\(limits.fileSize)"]
        arguments += ["--nofile", "\(limits.openFiles)", "--nproc", "\(limits.tasks)"]
        switch limits.memory {
        case .addressSpace(let bytes): arguments += ["--as", "\(bytes)"]
        case .data(let bytes): arguments += ["--data", "\(bytes)"]
        case .ownOption: break
        }
        if invocation.needs.contains(.nesting) { arguments.append("--nest") }
        if invocation.needs.contains(.unixSockets) { arguments.append("--unix-sockets") }
        return arguments
    }

    private func paths(of invocation: ToolInvocation, directory: String) -> [String] {
        var environment = [
            "HOME": directory, "TMPDIR": directory, "LANG": "C.UTF-8",
            "PATH": Programs.directories.joined(separator: ":"),
        ]
        environment.merge(invocation.environment) { $1 }
        var arguments = ["--dir", directory]
        for path in Self.systemPaths + LoadedLibraries.directories + invocation.readablePaths {
            arguments += ["--read", path]
        }
        // A launcher lists its children there; Landlock hides what other users' and outer processes hold.
        if invocation.needs.contains(.nesting) { arguments += ["--read", "/proc", "--read", launcher] }
        for path in [directory] + invocation.writablePaths { arguments += ["--write", path] }
        for (name, value) in environment.sorted(by: { $0.key < $1.key }) { arguments += ["--env", "\(name)=\(value)"] }
        return arguments
    }

    /// A file system of its own, in which only what the program may see exists.
    private func mounts(of invocation: ToolInvocation, directory: String) -> [String] {
        var arguments = ["--unshare-all", "--die-with-parent", "--new-session", "--clearenv"]
        arguments += ["--proc", "/proc", "--dev", "/dev"]
        for path in Self.systemPaths {
            // Where /lib is a link into /usr it must be one inside too: programs name their loader by the short path.
            if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: path), !path.contains("/etc/") {
                arguments += ["--symlink", target, path]
            } else {
                arguments += ["--ro-bind-try", path, path]
            }
        }
        let readable = LoadedLibraries.directories + [launcher] + invocation.readablePaths
        for path in readable where !Self.holds(path) { arguments += ["--ro-bind", path, path] }
        for path in [directory] + invocation.writablePaths { arguments += ["--bind", path, path] }
        return arguments + ["--chdir", directory]
    }

    private static func seconds(_ duration: Duration) -> String {
        "\(max(1, duration.components.seconds))"
    }
}
