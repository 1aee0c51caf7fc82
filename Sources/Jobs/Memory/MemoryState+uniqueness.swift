/// What is taken only once: keys that stand for a job, ticks of a schedule.
extension MemoryState {
    /// The job that the key of a new one stands for; when there is none it stands for the new one from now on.
    mutating func holder(ofKeyOf job: NewJob) -> JobID? {
        guard let deduplication = job.deduplication else { return nil }
        let key = UniqueKey(tenant: job.tenant, key: deduplication.key)
        if let holder = uniqueKeys[key], holder.until.map({ now < $0 }) ?? true { return holder.job }
        uniqueKeys[key] = UniqueHolder(job: job.id, until: deduplication.period.map { now + $0 })
        return nil
    }

    /// A job that was the only one of its key until its end has ended.
    mutating func freeKey(of job: MemoryJob) {
        guard let name = job.uniqueKey else { return }
        let key = UniqueKey(tenant: job.record.tenant, key: name)
        if uniqueKeys[key]?.job == job.record.id { uniqueKeys[key] = nil }
    }

    /// A job that comes back is again the only one of its key, unless there is another by now.
    mutating func holdKey(of id: JobID) {
        guard let job = jobs[id], let name = job.uniqueKey else { return }
        let key = UniqueKey(tenant: job.record.tenant, key: name)
        if uniqueKeys[key] == nil { uniqueKeys[key] = UniqueHolder(job: id, until: nil) }
    }

    /// Takes the job of a tick, put off until then, unless the schedule is as far already.
    mutating func take(_ tick: PeriodicTick) -> PeriodicStanding {
        if let old = periodic[tick.schedule], old.specification != tick.specification {
            if jobs[old.job]?.record.state == .scheduled { cancel(old.job, .rescheduled(tick.schedule)) }
            periodic[tick.schedule] = nil
        }
        let due = MemoryTime(tick.tick)
        if due > periodic[tick.schedule]?.tick ?? MemoryTime(milliseconds: 0) {
            periodic[tick.schedule] = Standing(tick: due, specification: tick.specification, job: tick.job.id)
            var job = MemoryJob(tick.job, state: .waiting, now: now)
            job.missedAt = tick.missedAfter.map { due + $0 }
            write(job)
            schedule(tick.job.id, due: due + (tick.job.delay ?? .zero))
        }
        return PeriodicStanding(last: periodic[tick.schedule]?.tick.date, now: now.date)
    }
}
