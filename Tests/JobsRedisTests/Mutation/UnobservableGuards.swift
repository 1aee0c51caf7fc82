/// Guards that can be taken out of a script without any effect that could be observed, each with the reason why it
/// stands there all the same.
enum UnobservableGuards {
    private struct Entry {
        var file: String
        /// How the line begins, where another holds the same condition.
        var line = ""
        var before: String
        var after: String
        var reason: String
    }

    /// Why nothing can notice a mutant; nil when something must.
    static func reason(for mutant: ScriptMutant) -> String? {
        all.first { entry in
            entry.file == mutant.file && entry.before == mutant.before && entry.after == mutant.after
                && mutant.text.hasPrefix(entry.line)
        }?.reason
    }

    /// Those that no mutant comes of any more.
    static func stale(among mutants: [ScriptMutant]) -> [String] {
        let found = Set(mutants.map { "\($0.file) \($0.before) -> \($0.after)" })
        return all.map { "\($0.file) \($0.before) -> \($0.after)" }.filter { !found.contains($0) }
    }

    private static let wakes = "a wake-up too many is allowed, and costs a look at the queue"

    private static let gone = "a record is gone a week after its end, which no check waits for"

    private static let all = [
        Entry(
            file: "reserve.lua", before: "p.left > 0 and tokens < 1", after: "true", reason: wakes),
        Entry(
            file: "reserve.lua", before: "p.left > 0 and tokens < 1", after: "tokens < 1", reason: wakes),
        Entry(
            file: "reserve.lua", before: "p.left > 0 and tokens < 1", after: "p.left > 0", reason: wakes),
        Entry(
            file: "reserve.lua", before: "p.left == 0 or (p.at_limit and not p.more)",
            after: "p.left == 0 or (p.at_limit)",
            reason: "whoever stopped early asks again at once, woken or not"),
        Entry(
            file: "transitions.lua", before: "limited[job.q] == nil",
            after: "true",
            reason: "asking again gives the same answer; the guard saves a call for each job of one settle"),
        Entry(
            file: "transitions.lua", before: "limited[job.q] and pending_in(job.q) > 0",
            after: "true", reason: wakes),
        Entry(
            file: "transitions.lua", before: "limited[job.q] and pending_in(job.q) > 0",
            after: "limited[job.q]", reason: wakes),
        Entry(
            file: "transitions.lua", before: "limited[job.q] and pending_in(job.q) > 0",
            after: "pending_in(job.q) > 0", reason: wakes),
        Entry(
            file: "common.lua", before: "not in_ring[place]", after: "true",
            reason: "the set of turns keeps a tenant from standing there twice; the guard saves a call for each job"),
        Entry(
            file: "transitions.lua", line: "if is_suspect(job) then call('ZREM'", before: "is_suspect(job)",
            after: "true",
            reason: "taking out what is not there takes out nothing; the guard saves a call"),
        Entry(
            file: "enqueue_periodic.lua", before: "old and old.st == 'scheduled'", after: "old.st == 'scheduled'",
            reason: gone),
        Entry(
            file: "pause.lua", before: "pending_in(queue) > 0", after: "true", reason: wakes),
        Entry(
            file: "purge.lua", before: "not job or job.st ~= 'pending'", after: "job.st ~= 'pending'", reason: gone),
        Entry(
            file: "purge.lua", before: "#ids > 0", after: "true",
            reason: "popping none pops none; the guard saves a call"),
        Entry(
            file: "limit.lua", before: "pending_in(queue) > 0",
            after: "true", reason: wakes),
        Entry(
            file: "common.lua", before: "not first[2] or due < tonumber(first[2])", after: "true",
            reason: wakes),
        Entry(
            file: "transitions.lua", before: "job.pf", after: "true",
            reason: "removing fields that are not there changes nothing; the guard saves a write"),
        Entry(
            file: "transitions.lua", line: "elseif", before: "job.st == 'waiting'", after: "true",
            reason: "as the last of the states that can be left it is the only one there is; it says so"),
        Entry(
            file: "enqueue.lua", before: "not known and key ~= ''", after: "not known",
            reason: "no job stands for the empty key; the guard saves a call for each job without one"),
        Entry(
            file: "enqueue.lua", before: "not queues[queue]", after: "true",
            reason: "adding a queue to the set again changes nothing; the guard saves a call for each job"),
        Entry(
            file: "reclaim.lua", before: "reclaimed > 0", after: "true",
            reason: "adding zero changes nothing; the guard saves a write ten times a lease"),
        Entry(
            file: "reclaim_worker.lua", before: "reclaimed > 0", after: "true",
            reason: "adding zero changes nothing; the guard saves a write"),
        Entry(
            file: "report.lua", before: "by ~= 0", after: "true",
            reason: "adding zero changes nothing; the guard saves a write"),
        Entry(
            file: "reserve.lua", before: "limit > 0", after: "true",
            reason: "a queue of which nothing may be taken is put back as it was; the guard saves reading it"),
        Entry(
            file: "reserve.lua", before: "p.left == 1 and #p.gone == 0", after: "false",
            reason: "a tenant taken from its place and put back there stands in it; the guard saves two calls"),
        Entry(
            file: "reserve.lua", before: "limit <= 0", after: "false",
            reason: "a queue of which nothing may be taken is put back as it was; the guard saves reading it"),
        Entry(
            file: "reserve.lua", before: "c.taken > 0", after: "true",
            reason: "popping none pops none; the guard saves a call for each priority"),
        Entry(
            file: "common.lua", before: "not texts[number]", after: "true",
            reason: "the same number gives the same text; the guard saves writing it out again"),
        Entry(
            file: "common.lua", before: "by ~= 0", after: "true",
            reason: "adding zero changes nothing; the guard saves a write"),
        Entry(
            file: "reserve.lua", line: "if job.wf then job.nd", before: "job.wf", after: "true",
            reason: "a job outside workflows has none of the fields; the guard saves a call for each"),
        Entry(
            file: "reserve.lua", before: "c.at == 0 and not c.is_read", after: "c.at == 0",
            reason: "reading past the end of a list reads nothing; the guard saves a call for each job"),
        Entry(
            file: "reserve.lua", before: "passed_over >= PASSED_OVER", after: "false",
            reason: "it only bounds how long one call holds Redis"),
        Entry(
            file: "reserve.lua", before: "not job and passed_over >= PASSED_OVER", after: "false",
            reason: "it only saves the walk through tenants of which nothing can be taken any more"),
        Entry(
            file: "reserve.lua", before: "not job and passed_over >= PASSED_OVER", after: "passed_over >= PASSED_OVER",
            reason: "it stops one job earlier, and the next call takes that"),
        Entry(
            file: "reserve.lua", before: "not job and passed_over >= PASSED_OVER", after: "not job",
            reason: "a tenant without a job to give is rare enough to ask again for the others"),
        Entry(
            file: "reserve.lua", before: "call('LLEN', base .. ':wake') == 0", after: "true", reason: wakes),
        Entry(
            file: "settle.lua", before: "d[1] ~= 'active' or d[6] ~= token or d[7]", after: "true",
            reason: "the whole record says the same; the guard saves reading it"),
        Entry(
            file: "settle.lua", before: "outcome == 'complete'", after: "false",
            reason: "the whole record says the same; the guard saves reading it"),
        Entry(
            file: "transitions.lua", before: "job.at ~= '1'", after: "true",
            reason: "removing what is not there removes nothing; the guard saves a key"),
    ]
}
