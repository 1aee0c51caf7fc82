import AsyncHTTPClient
import Documents
import Foundation
import Jobs
import NIOCore
import NIOHTTP1

/// One try at an answer: sends the call, reads what comes back, and trusts none of it.
struct ChatClient {
    let http: HTTPClient
    let options: ChatDrafterOptions
    /// The body, the same for every try.
    let body: [UInt8]

    /// More than the longest answer a model is told that it may give.
    private static let answerLimit = 4 << 20
    /// The most sentences looked at.
    private static let maxSentences = 500

    init(_ options: ChatDrafterOptions, _ task: DraftingTask, http: HTTPClient) throws {
        self.http = http
        self.options = options
        let request = ChatRequest(
            model: options.model, messages: try ChatPrompt(task: task).messages(), maxTokens: options.maxAnswerTokens)
        body = try JSONCoding.encode(request)
    }

    /// - Throws: ``ChatFailure``, or `CancellationError`.
    func proposal(before deadline: ContinuousClock.Instant) async throws -> DraftProposal {
        let bytes = try await answer(before: deadline)
        guard let completion = try? JSONDecoder().decode(ChatCompletion.self, from: bytes),
            let choice = completion.choices.first
        else { throw ChatFailure.unusable("gave an answer that cannot be read") }
        let usage = completion.usage.map {
            TokenUsage(prompt: max(0, $0.promptTokens ?? 0), completion: max(0, $0.completionTokens ?? 0))
        }
        guard choice.finishReason != "length" else {
            throw ChatFailure.unusable("gave an answer that was cut short", usage)
        }
        guard let content = choice.message.content, let draft = Self.draft(in: content),
            draft.sentences.count <= Self.maxSentences
        else { throw ChatFailure.unusable("did not answer with the JSON that was asked for", usage) }
        return DraftProposal(
            sentences: draft.sentences.map { .init($0.text, passages: $0.passages) }, usage: usage,
            model: completion.model.map { String($0.prefix(200)) })
    }

    /// Some models put their JSON into a block of Markdown, whatever they are told.
    private static func draft(in content: String) -> ChatDraft? {
        var text = content.trimmingCharacters(in: .whitespacesAndNewlines)
        if text.hasPrefix("```"), text.hasSuffix("```"), let line = text.firstIndex(of: "\n") {
            text = String(text[line...].dropLast(3))
        }
        return try? JSONDecoder().decode(ChatDraft.self, from: Data(text.utf8))
    }

    private func answer(before deadline: ContinuousClock.Instant) async throws -> Data {
        let left = ContinuousClock.now.duration(to: deadline)
        guard left > .zero else { throw ChatFailure.late }
        do {
            let response = try await http.execute(request, deadline: .now() + TimeAmount(left))
            if let failure = ChatFailure(
                status: response.status.code, retryAfter: response.headers.first(name: "retry-after"))
            {
                throw failure
            }
            // The deadline of the call ends with the head of its answer.
            let body = try await withDeadline(deadline, failure: ChatFailure.late) {
                try await response.body.collect(upTo: Self.answerLimit)
            }
            return Data(body.readableBytesView)
        } catch {
            guard let failure = ChatFailure(error) else { throw CancellationError() }
            throw failure
        }
    }

    private var request: HTTPClientRequest {
        var request = HTTPClientRequest(url: options.endpoint.url)
        request.method = .POST
        request.headers = ["content-type": "application/json", "accept": "application/json"]
        if let key = options.apiKey { request.headers.add(name: "authorization", value: "Bearer \(key.value)") }
        request.body = .bytes(ByteBuffer(bytes: body))
        return request
    }
}
