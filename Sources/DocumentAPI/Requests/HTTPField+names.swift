import HTTPTypes

extension HTTPField.Name {
    /// Field names that the HTTP library does not list.
    static let requestID = known("X-Request-Id")
    static let traceparent = known("traceparent")
    static let prefer = known("Prefer")
    static let preferenceApplied = known("Preference-Applied")

    private static func known(_ text: StaticString) -> HTTPField.Name {
        guard let name = HTTPField.Name("\(text)") else { preconditionFailure("\(text) is no field name") }
        return name
    }
}
