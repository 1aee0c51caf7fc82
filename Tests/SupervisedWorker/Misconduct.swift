import Foundation
import Jobs
import JobsWorker
import Synchronization

/// Jobs that do what no job should. All wait in one queue.
enum Misconduct {
    private static let kept = Mutex<[[UInt8]]>([])

    /// Spins, whatever it is told.
    struct Spin: Job {
        static let name = "test.spin"
        static let options = JobOptions(
            queue: "q", retry: .exponential(maxAttempts: 2, base: .milliseconds(1)), timeout: .milliseconds(300),
            hardTimeout: .seconds(1))
    }

    /// The same without a limit.
    struct Stubborn: Job {
        static let name = "test.stubborn"
        static let options = JobOptions(queue: "q", retry: .never)
    }

    /// Ends when a file is there.
    struct Wait: Job {
        static let name = "test.wait"
        static let options = JobOptions(queue: "q", retry: .never)
        var file: String
    }

    /// Takes its whole process with it.
    struct Crash: Job {
        static let name = "test.crash"
        static let options = JobOptions(queue: "q", retry: .never)
    }

    /// Ends its process as if all were well.
    struct Exit: Job {
        static let name = "test.exit"
        static let options = JobOptions(queue: "q", retry: .never)
    }

    /// Keeps memory for good.
    struct Hoard: Job {
        static let name = "test.hoard"
        static let options = JobOptions(queue: "q", retry: .never)
        var bytes: Int
    }

    private static func spin() -> NoOutput {
        var rounds = 0
        while rounds >= 0 { rounds = (rounds + 1) % 1_000_000 }
        return NoOutput()
    }

    static func register(in registry: inout JobRegistry) {
        registry.register(Spin.self) { _, _ in spin() }
        registry.register(Stubborn.self) { _, _ in spin() }
        registry.register(Wait.self) { job, _ in
            while !FileManager.default.fileExists(atPath: job.file) { try await Task.sleep(for: .milliseconds(10)) }
            return NoOutput()
        }
        registry.register(Crash.self) { _, _ in
            kill(getpid(), SIGKILL)
            return NoOutput()
        }
        registry.register(Exit.self) { _, _ in exit(0) }
        registry.register(Hoard.self) { job, _ in
            // Written to, so that it is resident.
            kept.withLock { $0.append([UInt8](repeating: 1, count: job.bytes)) }
            return NoOutput()
        }
    }
}
