import Jobs
import Testing

/// One promise of a broker, and the check of it. Every broker must pass all of them.
///
///     @Test(arguments: BrokerBehaviour.all)
///     func behaves(_ behaviour: BrokerBehaviour) async throws {
///         try await behaviour.check(MyBrokerUnderTest())
///     }
public struct BrokerBehaviour: Sendable, CustomTestStringConvertible {
    public let testDescription: String
    private let body: @Sendable (Bench) async throws -> Void

    init(_ description: String, check: @escaping @Sendable (Bench) async throws -> Void) {
        self.testDescription = description
        self.body = check
    }

    /// Checks the promise on a broker with nothing in it.
    public func check(_ subject: any BrokerUnderTest) async throws {
        try await body(Bench(subject))
    }

    public static let all =
        lifecycle + refusals + fences + resending + order + recovery + supervision + unknownJobs + workflows
        + workflowFailures
        + workflowEnds + workflowCorners + waiting + inspection + deduplication + limits + periodic + walks
}
