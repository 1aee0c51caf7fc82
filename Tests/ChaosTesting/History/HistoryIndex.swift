import Jobs

/// A history put in order: by call and by job.
struct HistoryIndex {
    private struct Call: Hashable {
        var by: String
        var number: Int
    }

    private(set) var jobs: [JobID: JobStory] = [:]
    private var offersByCall: [Call: OfferStory] = [:]
    private var reserves: [Call: Int64] = [:]
    private var settles: [Call: [(job: JobID, place: Int)]] = [:]
    private var delivered: [String: Set<HistoryEvent.Held>] = [:]
    /// When each job was first offered.
    private(set) var offeredAt: [JobID: Int64] = [:]

    var offers: [OfferStory] { Array(offersByCall.values) }

    init(_ events: [HistoryEvent]) {
        for event in events { add(event) }
    }

    private mutating func add(_ event: HistoryEvent) {
        switch event.what {
        case .offered(let number, let ids):
            let call = Call(by: event.by, number: number)
            if offersByCall[call] == nil { offersByCall[call] = OfferStory(jobs: ids) }
            for id in ids { offeredAt[id] = min(offeredAt[id] ?? event.at, event.at) }
        case .offerAnswered(let number, let answer):
            offersByCall[Call(by: event.by, number: number)]?.answers.append(answer)
        case .cancelSent(let job): jobs[job, default: JobStory()].isCancelSent = true
        case .cancelAnswered(let job, let answer):
            if answer == ChangeAnswer.done.rawValue { jobs[job, default: JobStory()].isCancelled = true }
        case .reserveSent(let sequence):
            let call = Call(by: event.by, number: sequence)
            reserves[call] = min(reserves[call] ?? event.at, event.at)
        case .reserveAnswered(let sequence, let deliveries):
            let sentAt = reserves[Call(by: event.by, number: sequence)] ?? event.at
            for delivery in deliveries { add(delivery, by: event.by, sentAt: sentAt, answeredAt: event.at) }
        case .started(let held):
            jobs[held.job, default: JobStory()].starts.append(
                .init(fence: held.fence, worker: event.by, at: event.at))
        case .parked: break
        case .settleSent(let number, let endings):
            settles[Call(by: event.by, number: number)] = endings.map { ending in
                jobs[ending.held.job, default: JobStory()].tellings.append(
                    .init(ending: ending, sentAt: event.at, answer: nil))
                return (ending.held.job, jobs[ending.held.job, default: JobStory()].tellings.count - 1)
            }
        case .settleAnswered(let number, let answers):
            for (telling, answer) in zip(settles[Call(by: event.by, number: number)] ?? [], answers) {
                jobs[telling.job]?.tellings[telling.place].answer = answer
            }
        }
    }

    /// A delivery handed over again by a reserve sent again is the same one.
    private mutating func add(_ new: HistoryEvent.Delivered, by worker: String, sentAt: Int64, answeredAt: Int64) {
        guard delivered[worker, default: []].insert(new.held).inserted else { return }
        jobs[new.held.job, default: JobStory()].deliveries.append(
            .init(
                fence: new.held.fence, worker: worker, attempt: new.attempt, sentAt: sentAt, answeredAt: answeredAt))
    }
}
