import Redis

/// The verbs, each one Lua file, each put behind what they share.
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
        func script(_ name: String, _ source: [UInt8]) -> RedisScript { change(Self.compose(name, source, clock)) }
        enqueue = script("enqueue", PackageResources.enqueue_lua)
        enqueueWorkflow = script("enqueue_workflow", PackageResources.enqueue_workflow_lua)
        reserve = script("reserve", PackageResources.reserve_lua)
        settle = script("settle", PackageResources.settle_lua)
        extend = script("extend", PackageResources.extend_lua)
        report = script("report", PackageResources.report_lua)
        cancel = script("cancel", PackageResources.cancel_lua)
        resume = script("resume", PackageResources.resume_lua)
        requeue = script("requeue", PackageResources.requeue_lua)
        promote = script("promote", PackageResources.promote_lua)
        reclaim = script("reclaim", PackageResources.reclaim_lua)
        reclaimWorker = script("reclaim_worker", PackageResources.reclaim_worker_lua)
        beat = script("beat", PackageResources.beat_lua)
        leave = script("leave", PackageResources.leave_lua)
        prune = script("prune", PackageResources.prune_lua)
        enqueuePeriodic = script("enqueue_periodic", PackageResources.enqueue_periodic_lua)
        pause = script("pause", PackageResources.pause_lua)
        limit = script("limit", PackageResources.limit_lua)
        purge = script("purge", PackageResources.purge_lua)
    }

    /// Composes a verb: its `#!lua` line must stay the first.
    ///
    /// A script without flags is refused as a whole when Redis is out of memory; those that end or renew work
    /// say `allow-oom`, because a full Redis must not bury healthy jobs.
    private static func compose(_ name: String, _ source: [UInt8], _ clock: BrokerClock) -> RedisScript {
        var text = String(decoding: source, as: UTF8.self)
        var shebang = "#!lua"
        if text.hasPrefix("#!lua"), let end = text.firstIndex(of: "\n") {
            shebang = String(text[..<end])
            text = String(text[text.index(after: end)...])
        }
        let common = String(decoding: PackageResources.common_lua, as: UTF8.self)
        return RedisScript(name: name, source: shebang + "\n" + common + clock.adjustment + text)
    }
}
