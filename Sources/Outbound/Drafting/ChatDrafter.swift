import AsyncHTTPClient
import Documents
import NIOCore
import NIOPosix

/// Has texts written by a model behind a server that speaks as OpenAI's does (`/v1/chat/completions`).
///
/// What the model answers is a proposal and no more: it is verified where it is used. Redirects are refused, so the
/// passages and the key go to the operator's server and nowhere else.
public struct ChatDrafter: Drafter {
    private let options: ChatDrafterOptions
    private let eventLoopGroup: any EventLoopGroup

    /// How often a busy server is asked.
    private static let maxTries = 5
    /// How many answers are waited for and read: a second one may be better than one that cannot be used.
    private static let maxAnswers = 2
    /// More than this many bytes of passages are too much for one question.
    private static let maxPassageBytes = 200_000
    /// Of an English text with numbers a token is some four bytes; three is on the safe side.
    private static let bytesPerToken = 3

    public init(
        _ options: ChatDrafterOptions, eventLoopGroup: any EventLoopGroup = MultiThreadedEventLoopGroup.singleton
    ) {
        self.options = options
        self.eventLoopGroup = eventLoopGroup
    }

    public var identity: DrafterIdentity {
        DrafterIdentity(drafter: "openai-compatible", version: ChatPrompt.version, model: options.model)
    }

    public func tokenBound(of task: DraftingTask) -> Int {
        let text = task.passages.reduce(4_000) { $0 + $1.text.utf8.count + $1.section.utf8.count + 100 }
        return Self.maxAnswers * (text / Self.bytesPerToken + options.maxAnswerTokens)
    }

    public func draft(_ task: DraftingTask) async throws -> DraftProposal {
        guard task.passages.reduce(0, { $0 + $1.text.utf8.count }) <= Self.maxPassageBytes else {
            throw DraftingFailure("is not asked about more than \(Self.maxPassageBytes) bytes of passages")
        }
        // One client per text: a handshake is nothing beside what a model takes.
        let http = HTTPClient(eventLoopGroupProvider: .shared(eventLoopGroup), configuration: configuration)
        do {
            let proposal = try await proposal(ChatClient(options, task, http: http))
            try await http.shutdown()
            return proposal
        } catch {
            try? await http.shutdown()  // The first error is the one to tell.
            throw error
        }
    }

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration(
            redirectConfiguration: .disallow, timeout: .init(connect: TimeAmount(min(options.timeout, .seconds(10)))))
        configuration.httpVersion = .http1Only
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    /// Tries again where that may help, within the time for one text.
    ///
    /// - Throws: ``DraftingFailure``, or `CancellationError`.
    private func proposal(_ client: ChatClient) async throws -> DraftProposal {
        var spent: TokenUsage?
        let deadline = ContinuousClock.now + options.timeout
        var answers = 0
        var wait = options.wait
        var tries = 0
        while true {
            tries += 1
            do {
                var proposal = try await client.proposal(before: deadline)
                proposal.usage = Self.sum(spent, proposal.usage)
                return proposal
            } catch let failure as ChatFailure {
                spent = Self.sum(spent, failure.usage)
                if failure.mayChange { answers += 1 }
                let pause = failure.pause ?? wait * Double.random(in: 0.5...1)
                // A server that wants to be left alone for longer than there is time gets its wish.
                let isWorthwhile = failure.mayPass || failure.mayChange && answers < Self.maxAnswers
                guard isWorthwhile, tries < Self.maxTries, ContinuousClock.now + pause < deadline else {
                    throw DraftingFailure(failure.words, usage: spent)
                }
                try await Task.sleep(for: pause)
                if failure.mayPass { wait *= 2 }
            }
        }
    }

    private static func sum(_ one: TokenUsage?, _ other: TokenUsage?) -> TokenUsage? {
        guard let one, let other else { return one ?? other }
        return one + other
    }
}

extension ChatFailure {
    /// Whether the server may answer in a while.
    fileprivate var mayPass: Bool {
        if case .busy = self { true } else { false }
    }

    /// How long to wait; nil where the server does not say.
    fileprivate var pause: Duration? {
        switch self {
        case .busy(_, let after): after
        case .unusable: .zero
        case .unreachable, .refused, .late: nil
        }
    }

    /// Whether the same question may be answered better.
    fileprivate var mayChange: Bool {
        switch self {
        case .unreachable, .unusable: true
        case .busy, .refused, .late: false
        }
    }
}
