import Foundation
import Jobs
import Testing

@Suite("A supervisor keeps jobs from hurting each other", .serialized, .timeLimit(.minutes(2)))
struct SupervisorTests {
    @Test("a job that ignores its hard limit is ended with its process, and its neighbours have lost nothing")
    func hardLimit() async throws {
        try await SupervisedCrew.run(["TEST_PROCESSES": 1, "TEST_CONCURRENCY": 3]) { crew in
            let neighbours = try await crew.enqueueWaiting(count: 2)
            for id in neighbours { try await crew.record(of: id) { $0.state == .active } }
            let spinning = try await crew.enqueue("spin")[0]
            let record = try await crew.record(of: spinning) { $0.state.isTerminal }
            #expect(record.state == .dead && record.failure?.code == "hard_timeout")
            #expect(record.failure?.details == ["limit_seconds": "1.0"])
            // Once by its first attempt, once by its second, as its policy allows; never for a crash.
            #expect(record.attempt == 2 && record.deliveries == 2 && record.crashes == 0)
            try crew.openGate()
            for neighbour in try await crew.endings(of: neighbours) {
                #expect(neighbour.state == .succeeded && neighbour.deliveries == 3)
                #expect(neighbour.attempt == 1 && neighbour.crashes == 0)
            }
        }
    }

    @Test("the jobs of a child that is killed run in another one long before their lease is over")
    func killedChild() async throws {
        try await SupervisedCrew.run(["TEST_PROCESSES": 2, "TEST_CONCURRENCY": 2]) { crew in
            let jobs = try await crew.enqueueWaiting(count: 2)
            let held = try await crew.record(of: jobs[0]) { $0.state == .active }
            let process = try await crew.process(of: held)
            kill(process, SIGKILL)
            let killed = ContinuousClock.now
            let again = try await crew.record(of: jobs[0]) { $0.state == .active && $0.deliveries == 2 }
            // The lease is 15 s and was renewed a moment ago.
            #expect(ContinuousClock.now - killed < .seconds(8))
            #expect(again.worker != held.worker && again.attempt == 1 && again.crashes == 1)
            // In its place there is a new one of the same name.
            let children = try await crew.children { $0.count == 2 && !$0.values.contains(process) }
            #expect(children.keys.sorted() == ["test.1", "test.2"])
            try crew.openGate()
            #expect(try await crew.endings(of: jobs).allSatisfy { $0.state == .succeeded })
        }
    }

    @Test("a job that crashes its process again and again is found out; its neighbour is not blamed")
    func poison() async throws {
        try await SupervisedCrew.run(["TEST_PROCESSES": 1, "TEST_CONCURRENCY": 2]) { crew in
            let neighbour = try await crew.enqueueWaiting(count: 1)
            try await crew.record(of: neighbour[0]) { $0.state == .active }
            let crashing = try await crew.enqueue("crash")
            let others = try await crew.enqueueWaiting(count: 1)
            // Each of the suspects has to be alone for the truth to come out, and the gate ends the innocent.
            try await crew.record(of: crashing[0]) { $0.crashes == 2 }
            try crew.openGate()
            let guilty = try await crew.endings(of: crashing)[0]
            #expect(guilty.state == .dead && guilty.failure?.code == "poison" && guilty.crashes == 3)
            for innocent in try await crew.endings(of: neighbour + others) {
                #expect(innocent.state == .succeeded && innocent.crashes <= 2 && innocent.attempt == 1)
            }
            let log = crew.supervisor.logText
            for row in 1...3 { #expect(log.contains("in_a_row=\(row)")) }
        }
    }

    @Test("a job that ends its process with 0 is found out as well")
    func exits() async throws {
        try await SupervisedCrew.run(["TEST_PROCESSES": 1, "TEST_CONCURRENCY": 1]) { crew in
            let record = try await crew.endings(of: try await crew.enqueue("exit"))[0]
            #expect(record.state == .dead && record.failure?.code == "poison" && record.crashes == 3)
        }
    }

    @Test("a child that says nothing any more is killed, and its jobs run again")
    func mute() async throws {
        let settings = ["TEST_PROCESSES": 1, "TEST_CONCURRENCY": 1, "TEST_LEASE": 3600, "TEST_SILENCE": 10]
        try await SupervisedCrew.run(settings) { crew in
            let id = try await crew.enqueueWaiting(count: 1)[0]
            let held = try await crew.record(of: id) { $0.state == .active }
            let process = try await crew.process(of: held)
            // With a lease of an hour it would keep its job for an hour.
            kill(process, SIGSTOP)
            try crew.openGate()
            let record = try await crew.record(of: id) { $0.state.isTerminal }
            #expect(record.state == .succeeded && record.crashes == 1 && record.worker != held.worker)
        }
    }

    @Test("SIGTERM lets the children finish; then the supervisor ends with 0")
    func drained() async throws {
        try await SupervisedCrew.run(["TEST_PROCESSES": 2, "TEST_CONCURRENCY": 1]) { crew in
            let jobs = try await crew.enqueueWaiting(count: 2)
            for id in jobs { try await crew.record(of: id) { $0.state == .active } }
            let left = try await crew.enqueueWaiting(count: 1)
            let children = try await crew.children()
            crew.supervisor.signal(SIGTERM)
            while !crew.supervisor.logText.contains("Stopping") { try await Task.sleep(for: .milliseconds(10)) }
            try crew.openGate()
            #expect(await crew.supervisor.status() == 0)
            for child in children.values { #expect(!isRunning(child)) }
            for id in jobs {
                let record = try await crew.record(of: id) { _ in true }
                #expect(record.state == .succeeded && record.deliveries == 1)
            }
            #expect(try await crew.record(of: left[0]) { _ in true }.deliveries == 0)
        }
    }

    @Test("a second SIGTERM has every child give its jobs back at once")
    func released() async throws {
        try await SupervisedCrew.run(["TEST_PROCESSES": 2, "TEST_CONCURRENCY": 1]) { crew in
            let jobs = try await crew.enqueueWaiting(count: 2)
            for id in jobs { try await crew.record(of: id) { $0.state == .active } }
            crew.supervisor.signal(SIGTERM)
            while !crew.supervisor.logText.contains("Stopping") { try await Task.sleep(for: .milliseconds(10)) }
            crew.supervisor.signal(SIGTERM)
            #expect(await crew.supervisor.status() == 0)
            for id in jobs {
                let record = try await crew.record(of: id) { _ in true }
                #expect(record.state == .pending && record.attempt == 0 && record.crashes == 0)
            }
        }
    }

    @Test("kill -9 of the supervisor leaves no child, not even a spinning one, and the jobs are given back")
    func killedSupervisor() async throws {
        try await SupervisedCrew.run(["TEST_PROCESSES": 2, "TEST_CONCURRENCY": 1]) { crew in
            let jobs = try await crew.enqueueWaiting(count: 1) + crew.enqueue("stubborn")
            for id in jobs { try await crew.record(of: id) { $0.state == .active } }
            let children = try await crew.children()
            #expect(children.count == 2)
            crew.supervisor.signal(SIGKILL)
            for child in children.values { try await untilGone(child) }
            for id in jobs {
                let record = try await crew.record(of: id) { $0.state == .pending }
                #expect(record.attempt == 0 && record.crashes == 0)
            }
        }
    }

    @Test("galley-worker supervises: a document completes in spite of a killed child, and SIGTERM ends all with 0")
    func documents() async throws {
        try await Installation.run { installation in
            let service = installation.service
            let worker = try await installation.startWorker([
                "GALLEY_PROCESSES": "2", "GALLEY_NAME": "w", "GALLEY_CONCURRENCY": "1",
            ])
            let children = try await installation.inspect { try await $0.workers() }
            #expect(children.map(\.name).sorted() == ["w.1", "w.2"])
            let victim = try #require(children.first)
            kill(Int32(victim.pid), SIGKILL)
            let path = try await service.upload("notes.txt", EndToEndTests.source)
            let document = try await service.generate("generic", [path])
            #expect(try await service.ending(of: document).status == "Complete")
            worker.signal(SIGTERM)
            #expect(await worker.status() == 0)
            for child in children { #expect(!isRunning(Int32(child.pid))) }
            #expect(try await installation.inspect { try await $0.workers().isEmpty })
        }
    }

    @Test("children that are replaced after so many jobs lose none")
    func replacedAfterJobs() async throws {
        try await SupervisedCrew.run(["TEST_PROCESSES": 1, "TEST_CONCURRENCY": 2, "TEST_MAX_JOBS": 4]) { crew in
            try crew.openGate()
            let records = try await crew.endings(of: try await crew.enqueueWaiting(count: 12))
            #expect(records.allSatisfy { $0.state == .succeeded && $0.deliveries == 1 })
            let lives = Dictionary(grouping: records, by: \.worker)
            #expect(lives.count == 3 && lives.values.allSatisfy { $0.count == 4 })
        }
    }

    @Test("a child that keeps too much memory is replaced, and loses no job")
    func replacedForMemory() async throws {
        let settings = ["TEST_PROCESSES": 1, "TEST_CONCURRENCY": 1, "TEST_MAX_MEMORY": 256 << 20]
        try await SupervisedCrew.run(settings) { crew in
            let first = try await crew.children()
            let hoarding = try await crew.endings(of: try await crew.enqueue("hoard", "{\"bytes\":\(300 << 20)}"))
            for child in first.values { try await untilGone(child) }
            try crew.openGate()
            let later = try await crew.endings(of: try await crew.enqueueWaiting(count: 2))
            #expect((hoarding + later).allSatisfy { $0.state == .succeeded && $0.deliveries == 1 && $0.crashes == 0 })
            #expect(later.allSatisfy { $0.worker != hoarding[0].worker })
            #expect(crew.supervisor.logText.contains("it keeps too much memory"))
        }
    }
}
