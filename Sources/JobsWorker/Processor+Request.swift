import Jobs

extension Processor {
    /// The reserve under way: it is sent again unchanged until it is answered, so that what was taken by a
    /// call whose answer got lost is found by the next.
    struct Request: Sendable {
        private let worker: String
        private var sequence = 0
        private var unanswered: ReserveRequest?
        private(set) var failures = 0

        /// Whether the broker may have taken a request whose answer is not known.
        var isUnanswered: Bool { unanswered != nil }

        init(worker: String) { self.worker = worker }

        mutating func next(_ room: Slots.Room, lease: Duration) -> ReserveRequest {
            if let unanswered { return unanswered }
            sequence += 1
            let request = ReserveRequest(
                worker: worker, sequence: sequence, token: Self.token(), queues: room.queues,
                count: min(room.count, 250), lease: lease, isIdle: room.isIdle)
            unanswered = request
            return request
        }

        mutating func answered() {
            unanswered = nil
            failures = 0
        }

        /// How long to wait after a failure: up to 50 ms, 100 ms … 2 s.
        mutating func backOff() -> Duration {
            failures += 1
            let longest = min(Duration.milliseconds(25) * (1 << min(failures, 7)), .seconds(2))
            return longest * Chance.between(0.5, 1)
        }

        private static func token() -> String {
            let digits = String(Chance.bits(), radix: 16)
            return String(repeating: "0", count: 16 - digits.count) + digits
        }
    }
}
