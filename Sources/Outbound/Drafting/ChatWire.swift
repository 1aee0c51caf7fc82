/// The body of a call to `/v1/chat/completions`, as far as Galley uses it.
struct ChatRequest: Encodable {
    var model: String
    var messages: [Message]
    var temperature = 0
    var maxTokens: Int
    var responseFormat = ResponseFormat()

    struct Message: Codable {
        var role: String
        var content: String
    }

    enum CodingKeys: String, CodingKey {
        case model, messages, temperature
        case maxTokens = "max_tokens"
        case responseFormat = "response_format"
    }
}

/// Asks for an answer of one shape. Servers that do not know the field ignore it, so the answer is checked all the same.
struct ResponseFormat: Encodable {
    private var type = "json_schema"
    private var jsonSchema = Named()

    private struct Named: Encodable {
        var name = "draft"
        var strict = true
        var schema = Schema(
            type: "object",
            properties: [
                "sentences": Schema(
                    type: "array",
                    items: [
                        Schema(
                            type: "object",
                            properties: [
                                "text": Schema(type: "string"),
                                "passages": Schema(type: "array", items: [Schema(type: "integer")]),
                            ])
                    ])
            ])
    }

    /// Of a JSON Schema the part that is needed; every property is required and no other allowed.
    private struct Schema: Encodable {
        var type: String
        var properties: [String: Schema]?
        /// At most one.
        var items: [Schema]?

        func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: Key.self)
            try container.encode(type, forKey: .type)
            try container.encodeIfPresent(items?.first, forKey: .items)
            guard let properties else { return }
            try container.encode(properties, forKey: .properties)
            try container.encode(properties.keys.sorted(), forKey: .required)
            try container.encode(false, forKey: .additionalProperties)
        }

        enum Key: CodingKey { case type, properties, required, additionalProperties, items }
    }

    enum CodingKeys: String, CodingKey {
        case type
        case jsonSchema = "json_schema"
    }
}

/// The answer, as far as Galley reads it.
struct ChatCompletion: Decodable {
    var model: String?
    var choices: [Choice]
    var usage: Usage?

    struct Choice: Decodable {
        var message: Message
        var finishReason: String?

        struct Message: Decodable {
            var content: String?
        }

        enum CodingKeys: String, CodingKey {
            case message
            case finishReason = "finish_reason"
        }
    }

    struct Usage: Decodable {
        var promptTokens: Int?
        var completionTokens: Int?

        enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
        }
    }
}

/// What the model was told to write.
struct ChatDraft: Decodable {
    var sentences: [Sentence]

    struct Sentence: Decodable {
        var text: String
        var passages: [Int]

        init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: Key.self)
            text = try container.decode(String.self, forKey: .text)
            // A sentence without citations is a sentence to be rejected, and no broken answer.
            passages = try container.decodeIfPresent([Int].self, forKey: .passages) ?? []
        }

        enum Key: CodingKey { case text, passages }
    }
}
