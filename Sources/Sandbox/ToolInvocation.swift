/// One run of an outside program: what is run, what it may see, and how much it may use.
public struct ToolInvocation: Sendable {
    /// An absolute path, or a name looked for in the system's directories of programs.
    public var program: String
    public var arguments: [String]
    /// Files and directories it may read besides the system's own libraries, programs and fonts; absolute paths.
    public var readablePaths: [String]
    /// Directories it may write to besides its private one; absolute paths.
    public var writablePaths: [String]
    /// All of its environment besides `HOME`, `LANG`, `PATH` and `TMPDIR`, which are always set.
    public var environment: [String: String]
    /// What it reads on standard input; nothing when nil.
    public var input: [UInt8]?
    /// Names of files in its private directory to be returned in ``ToolResult/files``; ones it did not write are left out.
    public var collectedFiles: [String]
    public var limits: ToolLimits
    public var needs: Needs

    public init(
        program: String, arguments: [String] = [], readablePaths: [String] = [], writablePaths: [String] = [],
        environment: [String: String] = [:], input: [UInt8]? = nil, collectedFiles: [String] = [],
        limits: ToolLimits = ToolLimits(), needs: Needs = []
    ) {
        self.program = program
        self.arguments = arguments
        self.readablePaths = readablePaths
        self.writablePaths = writablePaths
        self.environment = environment
        self.input = input
        self.collectedFiles = collectedFiles
        self.limits = limits
        self.needs = needs
    }

    /// Rights that few programs need and that the others do not get.
    public struct Needs: OptionSet, Sendable {
        public let rawValue: Int

        public init(rawValue: Int) {
            self.rawValue = rawValue
        }

        /// It runs tools of its own under this component.
        public static let nesting = Needs(rawValue: 1)
        /// Its parts talk to each other over unix sockets, as LibreOffice's do.
        public static let unixSockets = Needs(rawValue: 2)
    }
}
