/// Proposes the text of a `summary` or `synthesis` rule.
///
/// A drafter only proposes: the verifier holds every sentence against the passages that it cites, whoever wrote
/// it, and the ``DraftingDesk`` has the ``ExtractiveDrafter`` write what another drafter could not.
public protocol Drafter: Sendable {
    var identity: DrafterIdentity { get }

    /// The most tokens that a task can cost, all tries included; 0 where nothing is counted.
    func tokenBound(of task: DraftingTask) -> Int

    /// - Throws: ``DraftingFailure`` when there is no text to be had; `CancellationError` when nobody wants it any more.
    func draft(_ task: DraftingTask) async throws -> DraftProposal
}

/// Who wrote a text: together with the task it decides the text.
public struct DrafterIdentity: Sendable, Equatable, Codable {
    /// Such as `extractive`.
    public var drafter: String
    /// Changes when the same task might be written differently.
    public var version: String
    /// Nil where none has a part.
    public var model: String?

    public init(drafter: String, version: String, model: String? = nil) {
        self.drafter = drafter
        self.version = version
        self.model = model
    }
}

/// What a drafter gives back.
public struct DraftProposal: Sendable, Equatable, Codable {
    public var sentences: [Sentence]
    /// Nil where nothing is counted.
    public var usage: TokenUsage?
    /// The model as its server names it, which may say more than the name it was asked by.
    public var model: String?

    public init(sentences: [Sentence], usage: TokenUsage? = nil, model: String? = nil) {
        self.sentences = sentences
        self.usage = usage
        self.model = model
    }

    public struct Sentence: Sendable, Equatable, Codable {
        public var text: String
        /// Numbers of the passages that say it.
        public var passages: [Int]

        public init(_ text: String, passages: [Int]) {
            self.text = text
            self.passages = passages
        }
    }
}

/// What a model was given and gave, as its server counts.
public struct TokenUsage: Sendable, Equatable, Codable {
    public var prompt: Int
    public var completion: Int

    public init(prompt: Int, completion: Int) {
        self.prompt = prompt
        self.completion = completion
    }

    public static func + (one: TokenUsage, other: TokenUsage) -> TokenUsage {
        TokenUsage(prompt: one.prompt + other.prompt, completion: one.completion + other.completion)
    }
}

/// Why a drafter has no text to give.
public struct DraftingFailure: Error, Sendable, Equatable, CustomStringConvertible {
    /// The rest of a sentence that begins with the drafter, such as `did not answer in time`. Never a secret.
    public var description: String

    /// What the attempt cost all the same; nil where nothing is counted.
    public var usage: TokenUsage?

    public init(_ description: String, usage: TokenUsage? = nil) {
        self.description = description
        self.usage = usage
    }
}
