import Jobs
import Testing

@testable import JobsWorker

@Suite("A supervisor knows what to do")
struct SupervisionTests {
    @Test("the wait before a new start doubles with each crash in a row, up to half a minute, by up to half at random")
    func backoff() {
        let backoff = RestartBackoff()
        #expect(backoff.delay(after: 1, random: 0) == .milliseconds(50))
        #expect(backoff.delay(after: 1, random: 1) == .milliseconds(100))
        #expect(backoff.delay(after: 4, random: 1) == .milliseconds(800))
        #expect(backoff.delay(after: 9, random: 1) == .milliseconds(25_600))
        for crashes in [10, 63, 64, 1_000] { #expect(backoff.delay(after: crashes, random: 1) == .seconds(30)) }
    }

    @Test("a report comes out of its line as it went in, and what is no report is nothing")
    func lines() throws {
        let delivery = Delivery(
            id: JobID(), fence: Fence(number: 3, token: "0123456789abcdef"), name: "n", version: 1, queue: "q",
            tenant: "",
            priority: .normal, payload: [], metadata: [:], attempt: 1, crashes: 0, workflow: nil, node: nil)
        let failure = JobFailure(code: "hard_timeout", message: "Zeile 1\nZeile 2", details: ["a": "b"])
        let overrun = Overrun(delivery, failure: failure, decision: .retry(after: .milliseconds(40)))
        for report in [ChildReport.ready, .alive, .left, .overran(overrun)] {
            let line = String(decoding: try report.line(), as: UTF8.self)
            #expect(line.hasSuffix("\n") && !line.dropLast().contains("\n"))
            #expect(ChildReport(line: String(line.dropLast())) == report)
        }
        for line in ["", "hello", "{\"overran\":{", "{\"unheard\":{}}"] { #expect(ChildReport(line: line) == nil) }
    }

    @Test("what becomes of an overrun is what its policy decided, under the fence of its delivery")
    func settlement() throws {
        let delivery = Delivery(
            id: JobID(), fence: Fence(number: 3, token: "0123456789abcdef"), name: "n", version: 1, queue: "q",
            tenant: "",
            priority: .normal, payload: [], metadata: [:], attempt: 1, crashes: 0, workflow: nil, node: nil)
        let failure = JobFailure(code: "hard_timeout", message: "too long")
        let retried = Overrun(delivery, failure: failure, decision: .retry(after: .milliseconds(40))).settlement
        #expect(retried.lease == delivery.lease && retried.outcome == .retry(after: .milliseconds(40), failure))
        #expect(Overrun(delivery, failure: failure, decision: .bury).settlement.outcome == .bury(failure))
    }
}
