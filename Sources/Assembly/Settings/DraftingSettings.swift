import Documents
import Foundation
import Outbound

/// Who writes summaries and syntheses, and what a model may take for it.
public struct DraftingSettings: Sendable {
    /// Nil is the extractive drafter.
    public var model: ChatDrafterOptions?
    /// The most tokens that one document may cost.
    public var tokens: Int
    /// How many texts are asked for at a time.
    public var concurrency: Int

    public init(model: ChatDrafterOptions? = nil, tokens: Int = 500_000, concurrency: Int = 4) {
        self.model = model
        self.tokens = tokens
        self.concurrency = concurrency
    }

    /// What the pipeline is given.
    var drafting: DocumentPipeline.Drafting {
        .init(model.map { ChatDrafter($0) }, tokenBudget: tokens, maxConcurrent: concurrency)
    }

    /// What an operator should know; nil when there is nothing.
    var warning: String? {
        guard let model, model.apiKey != nil, !model.endpoint.isEncrypted, !model.endpoint.isLoopback else {
            return nil
        }
        return "the drafting model's key and the passages go over the network in the clear: its address is http"
    }

    init(_ flags: DraftingFlags, _ reader: SettingsReader) throws {
        let defaults = DraftingSettings()
        let kind = try reader.value("drafter", flag: flags.drafter, default: Kind.extractive)
        self.init(
            model: kind == .openAICompatible ? try Self.options(flags, reader) : nil,
            tokens: try reader.bounded(
                "draft-tokens", flag: flags.draftTokens, in: 0...Int.max, default: defaults.tokens),
            concurrency: try reader.bounded(
                "draft-concurrency", flag: flags.draftConcurrency, in: 1...256, default: defaults.concurrency))
    }

    private static func options(_ flags: DraftingFlags, _ reader: SettingsReader) throws -> ChatDrafterOptions {
        guard let endpoint: ChatEndpoint = try reader.optional("draft-url", flag: flags.draftURL) else {
            throw SettingError(key: "--draft-url", reason: "is needed by the drafter openai-compatible")
        }
        guard let model: String = try reader.optional("draft-model", flag: flags.draftModel), !model.isEmpty else {
            throw SettingError(key: "--draft-model", reason: "is needed by the drafter openai-compatible")
        }
        var options = ChatDrafterOptions(endpoint: endpoint, model: model, apiKey: try key(flags, reader))
        options.timeout = try reader.bounded(
            "draft-timeout", flag: flags.draftTimeout, in: .seconds(1)...(.seconds(600)), default: options.timeout)
        options.maxAnswerTokens = try reader.bounded(
            "draft-answer-tokens", flag: flags.draftAnswerTokens, in: 64...1_000_000, default: options.maxAnswerTokens)
        return options
    }

    /// The key from its file, else from the environment; none for a server that wants none.
    private static func key(_ flags: DraftingFlags, _ reader: SettingsReader) throws -> APISecret? {
        guard let path: String = try reader.optional("draft-api-key-file", flag: flags.draftAPIKeyFile) else {
            return try reader.optional("draft-api-key", flag: nil)
        }
        let name = flags.draftAPIKeyFile == nil ? SettingsReader.variable("draft-api-key-file") : "--draft-api-key-file"
        guard let text = try? String(contentsOfFile: path, encoding: .utf8) else {
            throw SettingError(key: name, reason: "the file cannot be read")
        }
        do {
            return try APISecret(text.trimmingCharacters(in: .whitespacesAndNewlines))
        } catch {
            throw SettingError(key: name, reason: "\(error)")
        }
    }

    /// The words for drafters.
    enum Kind: String, CaseIterable {
        case extractive
        case openAICompatible = "openai-compatible"
    }
}

extension DraftingSettings.Kind: SettingValue {
    init(setting text: String) throws {
        guard let kind = Self(rawValue: text.lowercased()) else {
            throw Expected("one of " + Self.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = kind
    }
}

extension ChatEndpoint: SettingValue {
    init(setting text: String) throws { self = try ChatEndpoint(base: text) }
}

extension APISecret: SettingValue {
    init(setting text: String) throws { self = try APISecret(text) }
}
