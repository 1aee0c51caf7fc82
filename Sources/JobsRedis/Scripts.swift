import Redis

/// The verbs, each one Lua file, each put behind what it shares with others.
struct Scripts: Sendable {
    let enqueue: RedisScript
    let enqueueWorkflow: RedisScript
    let reserve: RedisScript
    let settle: RedisScript
    let extend: RedisScript
    let report: RedisScript
    let cancel: RedisScript
    let resume: RedisScript
    let requeue: RedisScript
    let promote: RedisScript
    let reclaim: RedisScript
    let reclaimWorker: RedisScript
    let beat: RedisScript
    let leave: RedisScript
    let prune: RedisScript
    let enqueuePeriodic: RedisScript
    let pause: RedisScript
    let limit: RedisScript
    let purge: RedisScript

    /// Those that go by Redis's own clock, composed once in a process.
    static let live = Scripts(clock: .redis)

    /// - Parameter change: what a test makes of each script.
    init(clock: BrokerClock, change: (RedisScript) -> RedisScript = { $0 }) {
        let common = clock.source + Self.text(PackageResources.common_lua)
        let transitions = common + Self.text(PackageResources.transitions_lua)
        // All of a script runs with each call, so the most frequent ones go without what they do not need.
        func adds(_ name: String, _ verb: [UInt8]) -> RedisScript { change(Self.compose(name, common, verb)) }
        func moves(_ name: String, _ verb: [UInt8]) -> RedisScript { change(Self.compose(name, transitions, verb)) }
        enqueue = adds("enqueue", PackageResources.enqueue_lua)
        enqueueWorkflow = moves("enqueue_workflow", PackageResources.enqueue_workflow_lua)
        reserve = adds("reserve", PackageResources.reserve_lua)
        settle = moves("settle", PackageResources.settle_lua)
        extend = adds("extend", PackageResources.extend_lua)
        report = moves("report", PackageResources.report_lua)
        cancel = moves("cancel", PackageResources.cancel_lua)
        resume = moves("resume", PackageResources.resume_lua)
        requeue = moves("requeue", PackageResources.requeue_lua)
        promote = moves("promote", PackageResources.promote_lua)
        reclaim = moves("reclaim", PackageResources.reclaim_lua)
        reclaimWorker = moves("reclaim_worker", PackageResources.reclaim_worker_lua)
        beat = adds("beat", PackageResources.beat_lua)
        leave = adds("leave", PackageResources.leave_lua)
        prune = moves("prune", PackageResources.prune_lua)
        enqueuePeriodic = moves("enqueue_periodic", PackageResources.enqueue_periodic_lua)
        pause = adds("pause", PackageResources.pause_lua)
        limit = adds("limit", PackageResources.limit_lua)
        purge = moves("purge", PackageResources.purge_lua)
    }

    /// Composes a verb: its `#!lua` line must stay the first.
    ///
    /// A script without flags is refused as a whole when Redis is out of memory; those that end or renew work
    /// say `allow-oom`, because a full Redis must not bury healthy jobs.
    private static func compose(_ name: String, _ shared: String, _ verb: [UInt8]) -> RedisScript {
        var text = text(verb)
        var shebang = "#!lua"
        if text.hasPrefix("#!lua"), let end = text.firstIndex(of: "\n") {
            shebang = String(text[..<end])
            text = String(text[text.index(after: end)...])
        }
        return RedisScript(name: name, source: shebang + "\n" + shared + text)
    }

    private static func text(_ source: [UInt8]) -> String { String(decoding: source, as: UTF8.self) }
}
