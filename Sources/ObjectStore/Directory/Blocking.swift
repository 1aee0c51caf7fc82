import NIOPosix

/// Runs calls that may wait for a disk on NIO's threads, so that no task of the shared pool waits for one.
func blocking<Value: Sendable>(_ work: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await NIOThreadPool.singleton.runIfActive(work)
}
