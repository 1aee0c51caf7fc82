/// Where a worker's random numbers come from: the system, unless a test has bound a source to its task, so that a
/// run that failed can be played again.
package enum Chance {
    @TaskLocal package static var source: (@Sendable () -> UInt64)?

    static func bits() -> UInt64 { source?() ?? UInt64.random(in: .min ... .max) }

    /// Between two numbers, evenly.
    static func between(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * Double(bits() >> 11) / Double(1 << 53)
    }
}
