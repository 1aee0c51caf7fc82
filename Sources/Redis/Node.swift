/// All connections of a client to one server, or to whichever server is master: the pipelined one, and those for
/// commands that wait.
final class Node: Sendable {
    let pipeline: Pipeline
    let blocking: BlockingConnections
    /// The Sentinels that say which server this is, where there are any.
    let roster: SentinelRoster?

    /// - Parameter isEager: whether a lost pipelined connection is made again before anyone asks.
    init(_ transport: Transport, to destination: Destination, isEager: Bool) {
        pipeline = Pipeline(transport, to: destination, isEager: isEager)
        blocking = BlockingConnections(transport, to: destination)
        roster = if case .master(let roster) = destination { roster } else { nil }
    }

    func beginClosing() {
        pipeline.beginClosing()
        blocking.beginClosing()
    }

    nonisolated(nonsending) func close() async {
        await pipeline.close()
        await blocking.close()
    }
}
