import Jobs
import Logging
import NIOCore

/// Takes as many jobs as there are free slots, in one call, and starts them; waits when there are none.
struct Processor: Sendable {
    let broker: any Broker
    let worker: String
    let lease: Duration
    let slots: Slots
    let stop: WorkerStop
    let loop: any EventLoop
    let board: HealthBoard
    let logger: Logger
    /// Raised when the queues were found empty: due jobs may be waiting to be promoted.
    let look: Signal
    /// Raised when the worker is told to stop.
    let stopping: Signal
    let start: @Sendable (HeldJob) -> Void

    /// A wake-up that was lost costs at most this long.
    private static let longestWait = Duration.seconds(5)

    /// So long more slots may become free before the next jobs of a backlog are asked for: small jobs end by the
    /// dozen in that time, and a call for many costs the broker little more than a call for one.
    private static let gathering = TimeAmount.milliseconds(1)

    /// Until the worker is told to stop.
    func run() async {
        var request = Request(worker: worker)
        // A reserve that was sent and not answered may have taken jobs: it is seen through even when stopping, for
        // as long as they could still be ours.
        var patience: NIODeadline?
        // Whether the last call brought all that was asked for, so that more is there.
        var isBacklog = false
        while stop.stage < .releasing && (request.isUnanswered || !(stop.isStopping || slots.isSpent)) {
            board.advanced()
            if stop.isStopping {
                let end = patience ?? loop.now + TimeAmount(lease)
                patience = end
                if end < loop.now { return }
            }
            if isBacklog && !request.isUnanswered { await gather() }
            let room = slots.room
            if room.count == 0 && !request.isUnanswered {
                await slots.freed.wait(atMost: Self.longestWait, on: loop)
            } else if let reservation = await reserve(&request, room) {
                isBacklog = reservation.count >= room.count
                if reservation.wantsIdle {
                    board.note("processor", "lets its jobs end, to run one alone")
                    await slots.freed.wait(atMost: Self.longestWait, on: loop)
                } else if reservation.isEmpty {
                    await waitForWork(room)
                }
            }
        }
    }

    /// Waits until half of the slots are free, for a moment at most.
    private func gather() async {
        let end = loop.now + Self.gathering
        while slots.isMostlyTaken && !stop.isStopping && loop.now < end {
            await slots.freed.wait(atMost: Duration(end - loop.now), on: loop)
        }
    }

    /// Takes and starts jobs once; nil when the broker did not answer.
    func reserve(_ request: inout Request, _ room: Slots.Room) async -> Reservation? {
        do {
            let reservation = try await broker.reserve(request.next(room, lease: lease))
            request.answered()
            board.reserved()
            board.note("processor", "reserved \(reservation.count)")
            for delivery in reservation {
                let job = HeldJob(delivery)
                if slots.add(job) { start(job) }
            }
            return reservation
        } catch {
            board.note("processor", failure: error)
            if request.failures == 0 { logger.warning("Jobs cannot be reserved", metadata: ["error": "\(error)"]) }
            await Signal().wait(atMost: request.backOff(), on: loop)
            return nil
        }
    }

    /// Returns when there may be work, when a queue that was at its limit may be served again, or on stopping.
    private func waitForWork(_ room: Slots.Room) async {
        look.raise()
        board.note("processor", "waits for work")
        let limit = Self.longestWait * Chance.between(0.6, 1)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                do {
                    try await broker.waitForWork(queues: room.queues.map(\.queue), atMost: limit)
                } catch is CancellationError {
                    return
                } catch {
                    board.note("processor", failure: error)
                    // The broker is away; the next reserve says so and backs off.
                    await Signal().wait(atMost: .milliseconds(100), on: loop)
                }
            }
            group.addTask { await stopping.wait() }
            if room.isLimited { group.addTask { await slots.freed.wait() } }
            await group.next()
            group.cancelAll()
        }
    }
}

extension Processor {
    /// Until nothing is pending, nothing due and nothing in hand.
    func runPending(promote: @Sendable () async throws -> PromoteAnswer) async {
        var request = Request(worker: worker)
        while !stop.isStopping && !slots.isSpent {
            let room = slots.room
            let reservation = room.count > 0 ? await reserve(&request, room) : Reservation()
            guard let reservation, reservation.isEmpty else { continue }
            if !slots.isEmpty {
                await slots.freed.wait(atMost: Self.longestWait, on: loop)
                continue
            }
            do {
                if try await promote().promoted == 0 { return }
            } catch {
                board.note("processor", failure: error)
                return
            }
        }
    }
}
