/// Why a program was not run at all; none of these is the fault of what it was to read.
public enum SandboxError: Error, Sendable, Equatable {
    /// `galley-launch` is neither named by `GALLEY_LAUNCH` nor beside the running program.
    case launcherMissing
    /// The program is not installed.
    case programMissing(String)
    /// The launcher gave up before it started the program.
    case notStarted(program: String, reason: String)
    /// Its private directory could not be made, or its input could not be written.
    case noPrivateDirectory(path: String, reason: String)
}

extension SandboxError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .launcherMissing: "galley-launch was not found beside the running program; GALLEY_LAUNCH can name it"
        case .programMissing(let program): "\(program) is not installed"
        case .notStarted(let program, let reason): "\(program) could not be started: \(reason)"
        case .noPrivateDirectory(let path, let reason): "no private directory at \(path): \(reason)"
        }
    }
}
