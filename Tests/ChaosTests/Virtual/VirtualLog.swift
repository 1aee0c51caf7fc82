import ChaosTesting
import NIOCore
import Synchronization

/// The logs of a virtual world, in the order in which all of it happened.
final class VirtualLogs: Sendable {
    private struct State {
        var events: [HistoryEvent] = []
        var last: Int64 = 0
        var dead: Set<String> = []
    }

    private let time: VirtualTime
    private let state = Mutex(State())

    init(_ time: VirtualTime) { self.time = time }

    var events: [HistoryEvent] { state.withLock { $0.events } }

    /// Takes nothing more from a process: it is dead.
    func close(_ process: String) { state.withLock { _ = $0.dead.insert(process) } }

    func isClosed(_ process: String) -> Bool { state.withLock { $0.dead.contains(process) } }

    func log(of process: String) -> any HistoryLog { VirtualLog(logs: self, process: process) }

    fileprivate func note(_ what: HistoryEvent.What, by process: String) {
        let now = Int64(time.loop.now.uptimeNanoseconds)
        state.withLock { state in
            guard !state.dead.contains(process) else { return }
            // What happens at one instant still happens one after the other.
            state.last = max(state.last + 1, now)
            state.events.append(HistoryEvent(at: state.last, by: process, what: what))
        }
    }
}

/// The log of one process.
private struct VirtualLog: HistoryLog {
    let logs: VirtualLogs
    let process: String

    func note(_ what: HistoryEvent.What) { logs.note(what, by: process) }
}
