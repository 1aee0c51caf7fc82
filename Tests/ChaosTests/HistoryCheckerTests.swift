import ChaosTesting
import Jobs
import Testing

@Suite("The checker of histories")
struct HistoryCheckerTests {
    @Test("A history that keeps every promise is found faultless")
    func passesWhatIsWell() {
        #expect(HistoryChecker.check(HistorySketch().history).isEmpty)
    }

    @Test("Each way to break a promise is found", arguments: Violation.Kind.allCases)
    func finds(_ kind: Violation.Kind) {
        let violations = HistoryChecker.check(HistorySketch.spoiled(kind).history)
        #expect(violations.contains { $0.kind == kind }, "found \(violations)")
    }

    @Test("An end told again under its own fence is one end")
    func bearsRepetition() {
        var sketch = HistorySketch()
        sketch.settle(sketch.second, sketch.fence(1), by: "w1", .complete)
        #expect(HistoryChecker.check(sketch.history).isEmpty)
    }

    @Test("A stale end that is refused breaks nothing")
    func bearsRefusal() {
        var sketch = HistorySketch()
        sketch.settle(sketch.first, sketch.fence(1), by: "w1", .complete, answer: .lost)
        #expect(HistoryChecker.check(sketch.history).isEmpty)
    }

    @Test("Only the end that the record shows need have been sent, answered or not")
    func bearsLostAnswers() {
        var sketch = HistorySketch()
        sketch.events.removeAll { if case .settleAnswered = $0.what { true } else { false } }
        #expect(HistoryChecker.check(sketch.history).isEmpty)
    }

    @Test("A success that nobody told, under the last fence, is found")
    func findsUntoldSuccess() {
        var sketch = HistorySketch()
        sketch.records[sketch.second]?.deliveries = 2
        let kinds = HistoryChecker.check(sketch.history).map(\.kind)
        #expect(kinds.contains(.wrongEnd) && kinds.contains(.endedTwice))
    }

    @Test("A job that was cancelled and whose run was accepted too has ended twice")
    func findsCancelBesideEnd() {
        var sketch = HistorySketch()
        sketch.note(.cancelSent(job: sketch.second), by: "producer")
        sketch.note(.cancelAnswered(job: sketch.second, answer: ChangeAnswer.done.rawValue), by: "producer")
        #expect(HistoryChecker.check(sketch.history).map(\.kind).contains(.endedTwice))
    }

    @Test("A cancelled job needs a reason: a cancel, or a job of its workflow that did not succeed")
    func findsCancelWithoutCause() {
        var sketch = HistorySketch()
        sketch.events.removeLast(5)
        sketch.records[sketch.second]?.state = .cancelled
        sketch.records[sketch.second]?.deliveries = 0
        #expect(HistoryChecker.check(sketch.history).map(\.kind).contains(.wrongEnd))
        sketch.note(.cancelSent(job: sketch.second), by: "producer")
        #expect(!HistoryChecker.check(sketch.history).map(\.kind).contains(.wrongEnd))
    }

    @Test("Poison needs as many crashes as the broker was told")
    func findsPoisonTooSoon() {
        var sketch = HistorySketch()
        sketch.records[sketch.first]?.state = .dead
        sketch.records[sketch.first]?.failure = JobFailure(code: "poison", message: "")
        sketch.records[sketch.first]?.crashes = 2
        #expect(HistoryChecker.check(sketch.history).map(\.kind).contains(.wrongEnd))
    }

    @Test("A job that neither succeeds nor dies as its plan says is found")
    func findsUnplannedEnd() {
        var sketch = HistorySketch()
        sketch.expected[sketch.second]?.succeeds = false
        #expect(HistoryChecker.check(sketch.history).map(\.kind) == [.wrongEnd])
    }
}
