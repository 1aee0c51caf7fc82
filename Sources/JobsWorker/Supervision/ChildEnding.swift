/// How the life of a child ended, as far as its jobs are concerned.
enum ChildEnding: Sendable, Equatable {
    /// It had finished or given back all jobs: it was asked to, or has run as many as it was to.
    case left
    /// It died of itself; one of its jobs may be the cause.
    case crashed(status: String)
    /// Its supervisor ended it; of its jobs only those that overran their limit are to blame.
    case killed(overruns: [Overrun])
}
