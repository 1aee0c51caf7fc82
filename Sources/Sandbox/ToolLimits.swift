/// How much of the machine one run of a program may use; what goes beyond is killed.
public struct ToolLimits: Sendable, Equatable {
    /// From start to end; whole seconds, at least 1.
    public var wall: Duration
    /// Of each process it starts; whole seconds, at least 1.
    public var cpu: Duration
    public var memory: Memory
    /// Of each file it writes, in bytes.
    public var fileSize: Int
    /// Bytes it may write to standard output.
    public var output: Int
    public var openFiles: Int
    /// Processes and threads; Linux does not hold root to it.
    public var tasks: Int

    public init(
        wall: Duration = .seconds(60), cpu: Duration = .seconds(30), memory: Memory = .addressSpace(1 << 30),
        fileSize: Int = 256 << 20, output: Int = 256 << 20, openFiles: Int = 256, tasks: Int = 64
    ) {
        self.wall = wall
        self.cpu = cpu
        self.memory = memory
        self.fileSize = fileSize
        self.output = output
        self.openFiles = openFiles
        self.tasks = tasks
    }

    /// What a program's memory is measured by, in bytes.
    public enum Memory: Sendable, Equatable {
        /// Everything it maps: right for plain C and C++ programs.
        case addressSpace(Int)
        /// What it can write to: right for runtimes that reserve far more addresses than they use.
        case data(Int)
        /// By an option of its own: the Haskell runtime reserves a terabyte of addresses and aborts under either limit.
        case ownOption
    }
}
