import Jobs
import JobsRedis

/// Hands a plan's offers to the broker, writes down what it was answered, and asks again when it was not.
struct ChaosProducer: Sendable {
    let broker: any Producer
    let log: any HistoryLog

    func make(_ offers: [ChaosPlan.Offer]) async throws {
        for offer in offers {
            try await Task.sleep(for: offer.pause)
            try await make(offer)
        }
    }

    private func make(_ offer: ChaosPlan.Offer) async throws {
        while true {
            log.note(.offered(call: offer.number, jobs: offer.jobs))
            let answer = await send(offer)
            log.note(.offerAnswered(call: offer.number, answer: answer))
            if answer == .refused && offer.insists {
                try await Task.sleep(for: .milliseconds(50))
                continue
            }
            // What was refused is not offered again, so that it can be seen that nothing of it was written.
            if answer == .unknown && !offer.isAbandoned && !Task.isCancelled { continue }
            break
        }
        for job in offer.cancels {
            // A cancel without an answer may have happened or not; the log says that it was sent.
            _ = try? await broker.cancel(job: job, reason: JobFailure(code: "cancelled", message: "By the plan"))
        }
    }

    private func send(_ offer: ChaosPlan.Offer) async -> HistoryEvent.OfferAnswer {
        do {
            switch offer.load {
            case .jobs(let jobs): _ = try await broker.enqueue(jobs)
            case .workflow(let workflow): try await broker.enqueue(workflow)
            }
            return .taken
        } catch BrokerError.refusesWrites {
            return .refused
        } catch {
            return .unknown
        }
    }
}
