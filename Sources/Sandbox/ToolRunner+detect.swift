import Foundation

extension ToolRunner {
    /// Finds out what this machine offers, by running programs that do nothing, sweeps what killed workers left, and makes a runner that uses all of it.
    ///
    /// - Parameters:
    ///   - launcher: The path of `galley-launch`; nil finds it (``Programs/launcherPath()``).
    ///   - scratch: Where private directories are made; nil is the system's temporary directory.
    ///   - allowsBubblewrap: False leaves bubblewrap out even where it works.
    /// - Throws: ``SandboxError``, when even the launcher cannot run a program: then no source can be read safely.
    public static func detect(
        launcher: String? = nil, scratch: String? = nil, allowsBubblewrap: Bool = true
    ) async throws -> ToolRunner {
        let launcher = try launcher ?? Programs.launcherPath()
        // The real path, because a mount and a Landlock rule follow links where a comparison of names does not.
        let scratch = URL(filePath: scratch ?? NSTemporaryDirectory()).resolvingSymlinksInPath().path
        PrivateDirectory.sweep(scratch)
        let plain = ToolRunner(
            confinement: Confinement(launcher: launcher, bubblewrap: nil), scratch: scratch,
            status: SandboxStatus(bubblewrap: false, landlock: false, seccomp: true, notes: []))
        var status = try await plain.probeLauncher()
        var confinement = plain.confinement
        if allowsBubblewrap {
            confinement.bubblewrap = await plain.probeBubblewrap(notes: &status.notes)
        } else {
            status.notes.append("bubblewrap is switched off")
        }
        status.bubblewrap = confinement.bubblewrap != nil
        return ToolRunner(confinement: confinement, scratch: scratch, status: status)
    }

    /// A runner for a program that was itself started by one: nothing is probed, and only the launcher is used.
    ///
    /// - Throws: ``SandboxError/launcherMissing``.
    public static func nested() throws(SandboxError) -> ToolRunner {
        ToolRunner(
            confinement: Confinement(launcher: try Programs.launcherPath(), bubblewrap: nil),
            scratch: NSTemporaryDirectory(),
            status: SandboxStatus(bubblewrap: false, landlock: false, seccomp: true, notes: ["nested"]))
    }

    private func probeLauncher() async throws -> SandboxStatus {
        let result = try await run(
            ToolInvocation(
                program: confinement.launcher, arguments: ["--probe"], readablePaths: [confinement.launcher]))
        guard result.succeeded else {
            throw SandboxError.notStarted(program: confinement.launcher, reason: "\(result.ending) \(result.errorTail)")
        }
        let hasLandlock = !result.outputText.contains("landlock=0")
        return SandboxStatus(
            bubblewrap: false, landlock: hasLandlock, seccomp: true,
            notes: hasLandlock ? [] : ["this kernel has no Landlock, or does not offer it here"])
    }

    private func probeBubblewrap(notes: inout [String]) async -> String? {
        guard let bubblewrap = Programs.path(of: "bwrap") else {
            notes.append("bubblewrap is not installed")
            return nil
        }
        let wrapped = ToolRunner(
            confinement: Confinement(launcher: confinement.launcher, bubblewrap: bubblewrap), scratch: scratch,
            status: status)
        do {
            let result = try await wrapped.run(ToolInvocation(program: "true", limits: ToolLimits(wall: .seconds(5))))
            if result.succeeded { return bubblewrap }
            notes.append("bubblewrap does not work here: \(result.ending) \(result.errorTail)")
        } catch {
            notes.append("bubblewrap does not work here: \(error)")
        }
        return nil
    }
}
