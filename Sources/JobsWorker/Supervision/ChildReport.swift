import Jobs

/// What a child tells its supervisor, each as one line of JSON.
enum ChildReport: Sendable, Codable, Equatable {
    /// The broker has heard of it, and it takes jobs.
    case ready
    /// The thread that keeps its leases goes on.
    case alive
    /// It has finished or given back all jobs, and ends. A job can end its process with 0 too, but not say this.
    case left
    /// A job ignores its hard limit: the process is to be killed.
    case overran(Overrun)

    /// Nil for a line that is no report, such as one cut short.
    init?(line: String) {
        // No reason is lost: whatever else a line is, it is not for the supervisor.
        guard let report = try? JSONCoding.decode(Self.self, from: Array(line.utf8)) else { return nil }
        self = report
    }

    func line() throws -> [UInt8] { try JSONCoding.encode(self) + [UInt8(ascii: "\n")] }
}
