/// Something that a person should know about a document: what is missing, unclear, or contradicts itself.
public struct Finding: Sendable, Equatable, Codable {
    public var severity: Severity
    /// Stable and lower-case, such as `missing_section`.
    public var code: String
    /// One sentence, shown as it is.
    public var message: String
    public var section: String?
    public var rule: String?
    public var citations: [Citation]

    public init(
        severity: Severity, code: String, message: String, section: String? = nil, rule: String? = nil,
        citations: [Citation] = []
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.section = section
        self.rule = rule
        self.citations = citations
    }
}
