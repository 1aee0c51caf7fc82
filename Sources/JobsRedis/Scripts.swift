import Redis

/// The verbs, each one Lua file, each put behind what they share.
enum Scripts {
    static let enqueue = script("enqueue", PackageResources.enqueue_lua)
    static let enqueueWorkflow = script("enqueue_workflow", PackageResources.enqueue_workflow_lua)
    static let reserve = script("reserve", PackageResources.reserve_lua)
    static let settle = script("settle", PackageResources.settle_lua)
    static let extend = script("extend", PackageResources.extend_lua)
    static let report = script("report", PackageResources.report_lua)
    static let cancel = script("cancel", PackageResources.cancel_lua)
    static let resume = script("resume", PackageResources.resume_lua)
    static let requeue = script("requeue", PackageResources.requeue_lua)
    static let promote = script("promote", PackageResources.promote_lua)
    static let reclaim = script("reclaim", PackageResources.reclaim_lua)
    static let reclaimWorker = script("reclaim_worker", PackageResources.reclaim_worker_lua)
    static let beat = script("beat", PackageResources.beat_lua)
    static let leave = script("leave", PackageResources.leave_lua)
    static let prune = script("prune", PackageResources.prune_lua)

    /// Composes a verb: its `#!lua` line must stay the first.
    ///
    /// A script without flags is refused as a whole when Redis is out of memory; those that end or renew work
    /// say `allow-oom`, because a full Redis must not bury healthy jobs.
    private static func script(_ name: String, _ source: [UInt8]) -> RedisScript {
        var text = String(decoding: source, as: UTF8.self)
        var shebang = "#!lua"
        if text.hasPrefix("#!lua"), let end = text.firstIndex(of: "\n") {
            shebang = String(text[..<end])
            text = String(text[text.index(after: end)...])
        }
        let common = String(decoding: PackageResources.common_lua, as: UTF8.self)
        return RedisScript(name: name, source: shebang + "\n" + common + text)
    }
}
