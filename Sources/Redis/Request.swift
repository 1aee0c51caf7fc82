import NIOCore
import Synchronization

/// One or more commands written together, and the caller that waits for their replies.
///
/// It ends exactly once: by its replies, by an error, or by its caller's cancellation, whichever is first. What
/// comes later is dropped, so a reply to a caller that has left does not disturb the replies behind it.
final class Request: Sendable {
    typealias Answer = Result<[RedisValue], RedisError>

    private enum Stage {
        case waiting, written, ended
    }

    private struct State {
        var stage = Stage.waiting
        var caller: CheckedContinuation<Answer, Never>?
        /// An answer that came before the caller began to wait.
        var early: Answer?
    }

    let payload: ByteBuffer
    /// How many replies belong to it.
    let commands: Int
    /// When it is given up.
    let deadline: NIODeadline
    /// For blocking commands: how long after it was written it is given up, in place of `deadline`.
    let answerWithin: TimeAmount?
    private let state = Mutex(State())

    init(payload: ByteBuffer, commands: Int, deadline: NIODeadline, answerWithin: TimeAmount? = nil) {
        self.payload = payload
        self.commands = commands
        self.deadline = deadline
        self.answerWithin = answerWithin
    }

    /// Remembers who waits; the caller resumes on its own executor once the request has ended.
    func resume(_ caller: CheckedContinuation<Answer, Never>) {
        let early = state.withLock { state in
            if state.early == nil { state.caller = caller }
            return state.early
        }
        if let early { caller.resume(returning: early) }
    }

    /// Claims the request for writing; false when it has ended already and must not be sent.
    func beginWriting() -> Bool {
        state.withLock { state in
            guard state.stage == .waiting else { return false }
            state.stage = .written
            return true
        }
    }

    func end(_ answer: Answer) {
        end { _ in answer }
    }

    /// Ends the request for a caller that leaves; whether it was sent is settled here, once.
    func cancel() {
        end { .failure($0 == .waiting ? .notSent(.cancelled) : .answerUnknown(.cancelled)) }
    }

    private func end(_ answer: (Stage) -> Answer) {
        let ending: (CheckedContinuation<Answer, Never>, Answer)? = state.withLock { state in
            guard state.stage != .ended else { return nil }
            let answer = answer(state.stage)
            state.stage = .ended
            guard let caller = state.caller else {
                state.early = answer
                return nil
            }
            state.caller = nil
            return (caller, answer)
        }
        if let (caller, answer) = ending { caller.resume(returning: answer) }
    }
}
