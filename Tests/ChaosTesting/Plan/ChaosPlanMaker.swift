import Foundation
import Jobs
import SeededTesting

/// Draws a plan from a seed.
struct ChaosPlanMaker {
    /// Ids carry an instant; that of a plan never changes.
    private static let instant = Date(timeIntervalSince1970: 1_750_000_000)
    static let workers = 4

    private(set) var expected: [ExpectedJob] = []
    private var random: SeededGenerator
    private var number = 0
    private var calls = 0

    init(seed: UInt64) { random = SeededGenerator(seed: seed) }

    // MARK: jobs

    /// Jobs alone in calls of one to twenty, and a workflow after some of them.
    mutating func offers(jobs count: Int) -> [ChaosPlan.Offer] {
        var offers: [ChaosPlan.Offer] = []
        while number < count {
            offers.append(random.oneIn(5) ? workflowOffer() : jobsOffer(of: Int.random(in: 1...20, using: &random)))
        }
        // One that does not fit into one call of the broker.
        if count >= 3000 { offers.insert(largeOffer(), at: offers.count / 2) }
        return withFates(offers)
    }

    private mutating func offer(_ load: ChaosPlan.Offer.Load) -> ChaosPlan.Offer {
        calls += 1
        let pause = Duration.milliseconds(Int.random(in: 0...120, using: &random))
        return ChaosPlan.Offer(number: calls, pause: pause, load: load)
    }

    private mutating func jobsOffer(of count: Int) -> ChaosPlan.Offer {
        let jobs = (0..<count).map { _ in
            let delay = random.oneIn(8) ? Duration.milliseconds(Int.random(in: 100...1500, using: &random)) : nil
            return newJob(delay: delay)
        }
        var offer = offer(.jobs(jobs))
        offer.isAbandoned = random.oneIn(6)
        if random.oneIn(4) { offer.cancels = [jobs[Int.random(in: 0..<count, using: &random)].id] }
        return offer
    }

    private mutating func workflowOffer() -> ChaosPlan.Offer {
        let shapes = [chain(3), fanOut(Int.random(in: 2...12, using: &random)), diamond()]
        return workflowOffer(shapes[Int.random(in: 0..<shapes.count, using: &random)])
    }

    private mutating func largeOffer() -> ChaosPlan.Offer {
        var offer = workflowOffer(fanOut(600))
        offer.insists = true
        return offer
    }

    private mutating func workflowOffer(_ shape: [(String, [String])]) -> ChaosPlan.Offer {
        let id = makeID()
        var ids: [String: JobID] = [:]
        var nodes: [NewWorkflow.Node] = []
        for (name, after) in shape {
            let job = newJob(delay: nil, after: after.compactMap { ids[$0] }, workflow: id)
            ids[name] = job.id
            nodes.append(.init(name: name, group: String(name.prefix { $0 != "-" }), job: job, after: after))
        }
        let onEnd = random.oneIn(2) ? newJob(delay: nil, afterEndOf: nodes.map(\.job.id)) : nil
        let policy = random.oneIn(2) ? NewWorkflow.FailurePolicy.cancelAll : .cancelDependents
        var offer = offer(
            .workflow(NewWorkflow(id: id, name: "chaos", nodes: nodes, failurePolicy: policy, onEnd: onEnd)))
        if random.oneIn(8) { offer.cancels = [nodes[Int.random(in: 0..<nodes.count, using: &random)].job.id] }
        return offer
    }

    private func chain(_ length: Int) -> [(String, [String])] {
        (0..<length).map { ("step-\($0)", $0 == 0 ? [] : ["step-\($0 - 1)"]) }
    }

    private func fanOut(_ width: Int) -> [(String, [String])] {
        (0..<width).map { ("part-\($0)", []) } + [("join", (0..<width).map { "part-\($0)" })]
    }

    private func diamond() -> [(String, [String])] {
        [("top", []), ("side-1", ["top"]), ("side-2", ["top"]), ("tip", ["side-1", "side-2"])]
    }

    private mutating func newJob(
        delay: Duration?, after: [JobID] = [], afterEndOf: [JobID] = [], workflow: WorkflowID? = nil
    ) -> NewJob {
        number += 1
        var job = ChaosJob(number: number, milliseconds: Int.random(in: 1...40, using: &random))
        switch Int.random(in: 0..<100, using: &random) {
        case 0..<2: job.isHopeless = true
        case 2..<5: job.failures = ChaosJob.policy.maxAttempts
        case 5..<20: job.failures = Int.random(in: 1..<ChaosJob.policy.maxAttempts, using: &random)
        case 20..<25: job.milliseconds = Int.random(in: 500...1500, using: &random)
        default: break
        }
        job.isStubborn = random.oneIn(3)
        let id = makeID()
        expected.append(
            ExpectedJob(
                id: id, maxAttempts: ChaosJob.policy.maxAttempts, succeeds: job.succeeds, delay: delay ?? .zero,
                after: after, afterEndOf: afterEndOf, workflow: workflow))
        let priorities = Priority.allCases
        return NewJob(
            id: id, name: ChaosJob.name, queue: ChaosJob.queue, tenant: "tenant-\(number % 3)",
            priority: priorities[Int.random(in: 0..<priorities.count, using: &random)], payload: payload(of: job),
            delay: delay)
    }

    private func payload(of job: ChaosJob) -> [UInt8] {
        guard let payload = try? JSONCoding.encode(job) else { preconditionFailure("a job has no text") }
        return payload
    }

    private mutating func makeID() -> ShardedID { ShardedID(shard: 0, now: Self.instant, using: &random) }

    /// Gives every fate to some jobs that run by themselves and at once.
    private mutating func withFates(_ offers: [ChaosPlan.Offer]) -> [ChaosPlan.Offer] {
        var offers = offers
        var places = offers.indices.filter { place in
            guard case .jobs(let jobs) = offers[place].load else { return false }
            return offers[place].cancels.isEmpty && !offers[place].isAbandoned && jobs.contains { $0.delay == nil }
        }
        places.shuffle(using: &random)
        let each = max(1, number / 1000)
        for (place, fate) in zip(places, (0..<each).flatMap { _ in Fate.allCases }) {
            guard case .jobs(var jobs) = offers[place].load,
                let chosen = jobs.firstIndex(where: { $0.delay == nil })
            else { continue }
            jobs[chosen].metadata[Fate.key] = fate.rawValue
            offers[place].load = .jobs(jobs)
        }
        return offers
    }

    // MARK: faults

    /// Each kind at least once, in any order.
    mutating func faults(_ count: Int) -> [Fault] {
        var faults = (0..<count).map { fault(kind: $0 % Fault.kinds) }
        faults.shuffle(using: &random)
        return faults
    }

    private mutating func fault(kind: Int) -> Fault {
        let place = Int.random(in: 0..<Self.workers, using: &random)
        switch kind {
        case 0: return .killWorker(place: place)
        case 1: return .stopWorker(place: place, milliseconds: Int.random(in: 300...3000, using: &random))
        case 2: return .killConnections
        case 3: return .killRedis(downMilliseconds: Int.random(in: 0...700, using: &random))
        case 4: return .stopRedis(milliseconds: 2000)
        case 5:
            return .cutReplies(
                workers: Int.random(in: 5...20, using: &random), producers: Int.random(in: 2...5, using: &random))
        default:
            return .fillRedis(
                offers: (0..<Int.random(in: 1...3, using: &random)).map { _ in
                    jobsOffer(of: Int.random(in: 1...20, using: &random))
                })
        }
    }
}
