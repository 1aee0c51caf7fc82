import AsyncHTTPClient
import Foundation
import Jobs
import NIOCore
import NIOHTTP1
import ObjectStore
import Outbound
import S3Testing
import Testing

@Suite("Galley on several hosts bears what networks and stores do", .timeLimit(.minutes(5)))
struct SeveralHostsTests {
    @Test(
        "each document completes once, with the same content, whatever fails between the hosts",
        .enabled(
            if: PrivateNetwork.isPossible && S3TestServer.isExpected,
            "no hosts: user and network namespaces, /dev/net/tun or the S3 server are missing here"))
    func faults() async throws {
        try await SeveralHosts.with { hosts, store in
            var store = store
            let study = try await StudyOnHosts(hosts)
            var api = try await hosts.startAPI()
            try await cutOff(hosts, study, store)
            _ = try await hosts.startWorker("one", on: "one")
            try await calm(hosts, study)
            try await slowLinks(hosts, study)
            try await apiWithoutRedis(hosts, study)
            store = try await storeRestarted(hosts, study, store)
            (store, api) = try await storeKilled(hosts, study, store, api)
            try await study.checkAll()
        }
    }

    // MARK: Phases

    private func calm(_ hosts: SeveralHosts, _ study: StudyOnHosts) async throws {
        hosts.log.note("PHASE nothing fails")
        for document in [try await study.submit(as: "calm"), try await study.submit(.note, as: "noted")] {
            try await study.complete(document)
        }
    }

    /// One host is cut off while a job of it is done and not settled, and another in the middle of a write.
    private func cutOff(_ hosts: SeveralHosts, _ study: StudyOnHosts, _ store: Program) async throws {
        hosts.log.note("PHASE a worker's host is cut off in the middle of two stages, for longer than their leases")
        _ = try await hosts.startWorker("two", on: "two", ["GALLEY_EXCLUDE_QUEUES": "classify,rules"])
        let writing = try await hosts.startWorker("writing", on: "one", ["GALLEY_QUEUES": "classify"])
        let parked = try await hosts.start(
            "parking-worker", on: "one", as: "parked",
            ["GALLEY_QUEUES": "rules", "GALLEY_TEST_PARK": "document.rules:performed"])
        let done = try await study.submit(as: "done")
        #expect(try await parked.line().hasPrefix("parked"))
        hosts.log.note("parked has done its stage of \(done.id) and says nothing yet")
        try await hosts.network.order("cut one at PUT /\(S3TestServer.bucket)/study/artifacts/written/")
        let written = try await study.submit(as: "written")
        try await hosts.network.isCut("one")
        hosts.log.note("host one is cut off as writing sends what its stage of \(written.id) has made")
        _ = try await hosts.startWorker("three", on: "two", ["GALLEY_QUEUES": "classify,rules"])
        for document in [done, written] { try await study.complete(document) }
        let before = try await study.published(["done", "written"])

        try await hosts.network.order("cut one but 9000")
        hosts.log.note("host one reaches the S3 server again, and not Redis")
        let path = "PUT /\(S3TestServer.bucket)/study/artifacts/written/"
        // Twice under one name: by three, and now by writing.
        try await study.wait("the late write") {
            let writes = store.answered(path)
            return Set(writes).count < writes.count
        }
        hosts.log.note("the late write of writing has arrived")
        try await hosts.network.order("heal one")
        hosts.log.note("host one is healed")
        try await study.wait("the late ends") {
            parked.lines("Job finished").contains { $0["workflow"] == done.id }
                && writing.lines("Job finished").contains { $0["workflow"] == written.id }
        }
        let late = parked.lines("Job finished").filter { $0["workflow"] == done.id }
        #expect(late.map { $0["answer"] } == ["lost"], "the fence refuses the late settle")
        let other = writing.lines("Job finished").filter { $0["workflow"] == written.id }
        #expect(!other.contains { $0["answer"] == "accepted" }, "nor is this one taken, if it was sent at all")
        #expect(try await study.published(["done", "written"]) == before, "nothing published has changed")
        for (document, stage) in [(done, "rules"), (written, "classify")] {
            let job = try #require(try await study.jobs(of: document).first { $0.node == stage })
            #expect(job.deliveries >= 2 && job.attempt == 1, "a lost host takes no attempt from a job")
        }
        for worker in [parked, writing] {
            worker.signal(SIGTERM)
            #expect(await worker.status() == 0)
        }
        hosts.log.tell()
    }

    private func slowLinks(_ hosts: SeveralHosts, _ study: StudyOnHosts) async throws {
        hosts.log.note("PHASE what the workers' hosts send is 200 ms late, and 5 % of it is lost")
        for host in ["one", "two"] { try await hosts.network.order("slow \(host) 200 5") }
        try await study.complete(try await study.submit(.note, as: "slow"))
        for host in ["one", "two"] { try await hosts.network.order("slow \(host) 0 0") }
        hosts.log.tell()
    }

    private func apiWithoutRedis(_ hosts: SeveralHosts, _ study: StudyOnHosts) async throws {
        hosts.log.note("PHASE the API is cut off from Redis for 10 s")
        let document = try await study.submit(as: "away")
        let status = "/api/v1/documents/status/\(document.id)"
        try await hosts.network.order("cut api")
        let end = ContinuousClock.now + .seconds(10)
        let questions: [(HTTPMethod, String)] = [
            (.GET, status), (.GET, "/health/ready"), (.POST, "/api/v1/documents/generate"),
        ]
        for (method, path) in questions {
            let answer = try await document.service.call(method, path, body: method == .POST ? study.request : nil)
            hosts.log.note("\(method) \(path.prefix(26)) answers \(answer.status)")
            #expect(answer.status == 503)
            #expect(answer.headers.first(name: "retry-after").flatMap { Int($0) } != nil)
            #expect(ContinuousClock.now < end, "the API answers while Redis is away, not when it is back")
        }
        #expect(try await document.service.call(.GET, "/health/live").status == 200)
        // It is the length of the outage that is waited for, nothing that should happen in it.
        try await Task.sleep(until: end, clock: .continuous)
        try await hosts.network.order("heal api")
        hosts.log.note("the API is healed")
        try await study.complete(document)
        #expect(try await document.service.call(.GET, "/health/ready").status == 200)
        hosts.log.tell()
    }

    private func storeRestarted(
        _ hosts: SeveralHosts, _ study: StudyOnHosts, _ store: Program
    ) async throws -> Program {
        hosts.log.note("PHASE the S3 server is stopped and started again while a document is made")
        let document = try await study.submit(as: "restarted")
        try await study.wait("a stage's write") {
            !store.answered("PUT /\(S3TestServer.bucket)/study/artifacts/restarted/").isEmpty
        }
        store.signal(SIGTERM)
        #expect(await store.status() == -SIGTERM)
        hosts.log.note("the S3 server is gone")
        let next = try await hosts.restartStore()
        try await study.complete(document)
        hosts.log.tell()
        return next
    }

    private func storeKilled(
        _ hosts: SeveralHosts, _ study: StudyOnHosts, _ store: Program, _ api: Program
    ) async throws -> (Program, Program) {
        hosts.log.note("PHASE the S3 server is killed -9 in the middle of an upload and of a document")
        let document = try await study.submit(as: "killed")
        let (body, sender) = AsyncStream.makeStream(of: ByteBuffer.self)
        sender.yield(ByteBuffer(repeating: UInt8(ascii: "a"), count: 12 << 20))
        let upload = Task { try await document.service.put("study/large.txt", body) }
        try await study.wait("the first part") { !store.answered("partNumber=1").isEmpty }
        store.signal(SIGKILL)
        #expect(await store.status() == -SIGKILL)
        hosts.log.note("the S3 server is killed after the first part")
        sender.finish()
        let answer = try await upload.value
        hosts.log.note("the upload is answered with \(answer.status)")
        #expect(answer.status == 503)
        #expect(answer.headers.first(name: "retry-after") != nil)
        let next = try await hosts.restartStore()
        #expect(try await document.service.call(.GET, "/api/v1/files/study/large.txt").status == 404)
        try await hosts.withStore { store in
            let visible = try await store.list(prefix: "", after: nil, limit: 1000).map(\.key.description)
            #expect(!visible.contains { $0.hasSuffix("large.txt") }, "half an object is none")
        }
        try await study.complete(document)
        api.signal(SIGTERM)
        #expect(await api.status() == 0)
        let janitor = try await hosts.startAPI()
        try await study.wait("the janitor") {
            !janitor.lines("removed 1 unfinished uploads from the store").isEmpty
        }
        let left = try await hosts.withStore { try await $0.prune(olderThan: .seconds(-1)) }
        #expect(left == 0, "nothing is left in the bucket that no key names")
        hosts.log.tell()
        return (next, janitor)
    }
}

extension Service {
    fileprivate func put(_ path: String, _ body: AsyncStream<ByteBuffer>) async throws -> Answer {
        var request = HTTPClientRequest(url: "\(url)/api/v1/files/\(path)")
        request.method = .PUT
        request.headers = ["authorization": "Bearer \(key)"]
        request.body = .stream(body, length: .unknown)
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(120))
        return Answer(
            status: Int(response.status.code), headers: response.headers,
            body: try await response.body.collect(upTo: 1 << 20))
    }
}
