import NIOCore

/// A request that was written, with the replies that have come for it so far.
///
/// A class, because a value inside the queue would be copied, replies and all, with each reply.
final class Exchange {
    private(set) var replies: [RedisValue] = []
    private let expected: Int
    let writtenAt: NIODeadline
    /// When its caller is given up on; `distantFuture` once that has happened.
    var deadline: NIODeadline
    let end: (Request.Answer) -> Void

    init(expected: Int, writtenAt: NIODeadline, deadline: NIODeadline, end: @escaping (Request.Answer) -> Void) {
        self.expected = expected
        self.writtenAt = writtenAt
        self.deadline = deadline
        self.end = end
    }

    var isComplete: Bool {
        replies.count == expected
    }

    func receive(_ reply: RedisValue) {
        replies.append(reply)
    }
}
