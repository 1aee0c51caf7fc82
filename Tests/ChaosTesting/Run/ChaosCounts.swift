import Jobs

/// What happened in a run, in numbers: a run in which too little went wrong has tested nothing.
public struct ChaosCounts: Sendable {
    public private(set) var figures: [(name: String, count: Int)] = []
    /// For each figure that must not stay below it, how much it must be.
    private let floors: [String: Int]

    init(_ history: History, plan: ChaosPlan, killed: Set<String>, reclaimed: Int, lostReplies: Int) {
        let index = HistoryIndex(history.events)
        let stories = index.jobs.values
        let records = history.end.records.values
        func count(_ state: JobState) -> Int { records.count { $0.state == state } }
        func add(_ name: String, _ count: Int) { figures.append((name, count)) }
        floors = [
            "killed with active jobs": max(1, plan.kills / 2), "reclaimed": max(1, plan.kills / 2),
            "stale ends refused": 1, "sent again": 1, "calls refused": plan.refusals, "replies cut off": plan.cuts / 2,
        ]
        add("jobs offered", index.offers.reduce(0) { $0 + $1.jobs.count })
        add("calls taken", index.offers.count(where: \.isTaken))
        add("calls refused", index.offers.count(where: \.isRefused))
        add("calls without answer", index.offers.count { !$0.isTaken && !$0.isRefused })
        add("deliveries", stories.reduce(0) { $0 + $1.deliveries.count })
        add("runs", stories.reduce(0) { $0 + $1.starts.count })
        add("succeeded", count(.succeeded))
        add("dead", count(.dead))
        add("of them poison", records.count { $0.failure?.code == "poison" })
        add("cancelled", count(.cancelled))
        add("killed with active jobs", index.workersHolding.intersection(killed).count)
        add("reclaimed", reclaimed)
        add("stale ends refused", stories.reduce(0) { $0 + $1.tellings.count(where: \.isRefused) })
        add("sent again", Self.sentAgain(history.events))
        add("replies cut off", lostReplies)
    }

    /// What fell short, in words; empty when all is well.
    public var shortfalls: [String] {
        figures.compactMap { name, count in
            guard let floor = floors[name], count < floor else { return nil }
            return "\(name): \(count), at least \(floor) expected"
        }
    }

    /// Reserves, ends and offers that their process sent more than once.
    private static func sentAgain(_ events: [HistoryEvent]) -> Int {
        var seen: Set<String> = []
        return events.reduce(0) { total, event in
            let keys: [String] =
                switch event.what {
                case .reserveSent(let sequence): ["reserve \(event.by) \(sequence)"]
                case .offered(let call, _): ["offer \(event.by) \(call)"]
                case .settleSent(_, let endings): endings.map { "settle \($0.held.job) \($0.held.fence.number)" }
                default: []
                }
            return total + keys.count { !seen.insert($0).inserted }
        }
    }
}

extension ChaosPlan {
    /// Workers that jobs kill while they hold them. A worker that dies first takes such a job's fate with it.
    var kills: Int {
        let deadly = [Fate.killedBeforePerform, .killedPerformed].map(\.rawValue)
        return rounds.flatMap(\.offers).reduce(0) { total, offer in
            guard case .jobs(let jobs) = offer.load else { return total }
            return total + jobs.count { deadly.contains($0.metadata[Fate.key] ?? "") }
        }
    }

    /// Calls made while Redis is full.
    var refusals: Int {
        rounds.reduce(0) { total, round in
            if case .fillRedis(let offers) = round.fault { total + offers.count } else { total }
        }
    }

    var cuts: Int {
        rounds.reduce(0) { total, round in
            if case .cutReplies(let workers, let producers) = round.fault { total + workers + producers } else { total }
        }
    }
}

extension JobStory.Telling {
    var isRefused: Bool { answer == LeaseAnswer.lost.rawValue || answer == LeaseAnswer.cancelled.rawValue }
}

extension HistoryIndex {
    /// The workers that began a run and never said how it ended, or got no answer.
    var workersHolding: Set<String> {
        var workers: Set<String> = []
        for story in jobs.values {
            for start in story.starts {
                let isAnswered = story.tellings.contains { $0.fence == start.fence && $0.answer != nil }
                if !isAnswered { workers.insert(start.worker) }
            }
        }
        return workers
    }
}
