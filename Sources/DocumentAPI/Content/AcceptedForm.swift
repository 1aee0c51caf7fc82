import Rendering

/// In which form a client wants a document, by its `Accept` field (RFC 9110, 12.5.1).
enum AcceptedForm: Equatable {
    case json
    case file(OutputFormat)

    /// The first of the most wanted forms that there is; JSON when nothing is said or anything will do.
    init(_ field: String?) {
        var best: (form: AcceptedForm, weight: Double)?
        for item in (field ?? "").split(separator: ",") {
            let parts = item.split(separator: ";").map(\.trimmed)
            guard let form = parts.first.flatMap(Self.form) else { continue }
            let weight = parts.dropFirst().lazy.compactMap(Self.weight).first ?? 1
            if weight > 0, weight > best?.weight ?? 0 { best = (form, weight) }
        }
        self = best?.form ?? .json
    }

    private static func form(_ mediaType: String) -> AcceptedForm? {
        let type = mediaType.lowercased()
        if ["application/json", "application/*", "*/*"].contains(type) { return .json }
        let format = OutputFormat.allCases.first { $0.mediaType.split(separator: ";").first.map(String.init) == type }
        return format.map(AcceptedForm.file)
    }

    private static func weight(_ parameter: String) -> Double? {
        parameter.lowercased().hasPrefix("q=") ? Double(parameter.dropFirst(2)) : nil
    }
}
