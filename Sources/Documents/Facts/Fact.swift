/// Something a document needs to know of its study, with the place where it stands.
public struct Fact: Sendable, Equatable, Codable {
    /// Such as `protocol_number`; the keys are listed in ``Facts/keys``.
    public var key: String
    public var value: String
    /// 0 ... 1.
    public var confidence: Double
    public var citations: [Citation]
    /// Other values that the sources give, each with its place.
    public var alternatives: [Alternative]

    public init(
        key: String, value: String, confidence: Double, citations: [Citation], alternatives: [Alternative] = []
    ) {
        self.key = key
        self.value = value
        self.confidence = confidence
        self.citations = citations
        self.alternatives = alternatives
    }

    /// Another value than the one that was taken.
    public struct Alternative: Sendable, Equatable, Codable {
        public var value: String
        public var citations: [Citation]

        public init(value: String, citations: [Citation]) {
            self.value = value
            self.citations = citations
        }
    }

    /// As labels print the key.
    public var label: String { Self.label(of: key) }

    static func label(of key: String) -> String {
        switch key {
        case "protocol_number": "Protocol number"
        case "registry_ids": "Registry numbers"
        case "sample_size_planned": "Number of patients planned"
        case "sample_size_randomised": "Number of patients randomised"
        case "arms": "Treatment groups"
        case "populations": "Analysis populations"
        case "product": "Investigational product"
        case "title": "Title of study"
        default: key.prefix(1).uppercased() + key.dropFirst().replacing("_", with: " ")
        }
    }
}
