import Crypto
import Jobs
import ObjectStore
import Rendering

/// Has the texts of one document written, and answers for every sentence of them.
///
/// Where a drafter fails, or all its sentences are rejected, the ``ExtractiveDrafter`` writes the text and a note says
/// why: a document is never lost to its drafter.
public struct DraftingDesk: Sendable {
    private let means: DocumentPipeline.Drafting
    private let cache: (any DraftCache)?

    /// - Parameters:
    ///   - means: who writes, and how many tokens all texts of the document may cost together. What a text can cost at
    ///     most is set aside in the order of the document, so that the same texts are within the budget every time.
    ///   - cache: where answers are kept, so that a second run gives the same bytes.
    public init(_ means: DocumentPipeline.Drafting = .init(), cache: (any DraftCache)? = nil) {
        self.means = means
        self.cache = cache
    }

    /// Writes the texts, several at a time, in the order of the tasks.
    func texts(for tasks: [DraftingTask]) async throws -> [DraftedText] {
        guard let drafter = means.drafter else { return tasks.map { Self.extracted($0, because: nil) } }
        let patience = Patience()
        var left = means.tokenBudget
        return try await withThrowingTaskGroup(of: (Int, DraftedText).self) { group in
            for (index, task) in tasks.enumerated() {
                let bound = drafter.tokenBound(of: task)
                let isWithin = bound <= left
                if isWithin { left -= bound }
                group.addTask {
                    guard isWithin else {
                        return (index, Self.extracted(task, because: "the document's budget of tokens is used up"))
                    }
                    return (index, try await text(for: task, by: drafter, patience))
                }
            }
            var texts: [Int: DraftedText] = [:]
            for try await (index, text) in group { texts[index] = text }
            return tasks.indices.compactMap { texts[$0] }
        }
    }

    private func text(for task: DraftingTask, by drafter: any Drafter, _ patience: Patience) async throws -> DraftedText
    {
        let proposal: DraftProposal
        do {
            proposal = try await self.proposal(for: task, by: drafter, patience)
        } catch let failure as DraftingFailure {
            return Self.extracted(task, because: "the drafter \(failure)", usage: failure.usage)
        }
        let verdict = DraftVerifier(task).verdict(on: proposal)
        guard !verdict.accepted.isEmpty else {
            let reason =
                proposal.sentences.isEmpty ? "the drafter wrote nothing" : "every drafted sentence was rejected"
            return Self.extracted(task, because: reason, usage: proposal.usage, rejected: verdict.rejected)
        }
        var identity = drafter.identity
        identity.model = proposal.model ?? identity.model
        return DraftedText(
            sentences: verdict.accepted, by: identity, usage: proposal.usage, rejected: verdict.rejected, fallback: nil)
    }

    private func proposal(
        for task: DraftingTask, by drafter: any Drafter, _ patience: Patience
    ) async throws -> DraftProposal {
        let digest = SHA256.hash(data: try JSONCoding.encode(CacheKey(drafter: drafter.identity, task: task)))
            .hexadecimal
        if let known = try await cache?.proposal(digest) { return known }
        do {
            let proposal = try await means.turnstile.run {
                guard await patience.isLeft else {
                    throw DraftingFailure("failed \(Patience.most) times in a row for this document")
                }
                return try await drafter.draft(task)
            }
            await patience.restore()
            try await cache?.keep(proposal, as: digest)
            return proposal
        } catch let failure as DraftingFailure {
            await patience.lose()
            throw failure
        }
    }

    private static func extracted(
        _ task: DraftingTask, because fallback: String?, usage: TokenUsage? = nil, rejected: [RejectedSentence] = []
    ) -> DraftedText {
        let drafter = ExtractiveDrafter()
        return DraftedText(
            sentences: DraftVerifier(task).verdict(on: drafter.draft(task)).accepted, by: drafter.identity,
            usage: usage,
            rejected: rejected, fallback: fallback)
    }

    private struct CacheKey: Encodable {
        var drafter: DrafterIdentity
        var task: DraftingTask
    }

    /// How many failures in a row a document puts up with: a server that is away is not waited for once per rule.
    private actor Patience {
        static let most = 3
        private var failures = 0

        var isLeft: Bool { failures < Self.most }
        func lose() { failures += 1 }
        func restore() { failures = 0 }
    }
}

/// Keeps what drafters answered.
public protocol DraftCache: Sendable {
    /// - Parameter digest: of the drafter and the task, lower-case hexadecimal.
    func proposal(_ digest: String) async throws -> DraftProposal?
    func keep(_ proposal: DraftProposal, as digest: String) async throws
}

/// A text with what is to be said about it.
struct DraftedText: Sendable, Equatable {
    var sentences: [DraftProposal.Sentence]
    var by: DrafterIdentity
    var usage: TokenUsage?
    var rejected: [RejectedSentence]
    /// Why the extractive drafter stood in.
    var fallback: String?
}
