import HTTPTypes

/// What is wrong with a query parameter.
enum QueryFault {
    static func number(_ name: String, _ range: ClosedRange<Int>) -> Problem {
        other(name, "must be a whole number from \(range.lowerBound) to \(range.upperBound)")
    }

    static func choice(_ name: String, _ words: [String]) -> Problem {
        other(name, "must be one of \(words.joined(separator: ", "))")
    }

    static func other(_ name: String, _ detail: String) -> Problem {
        Problem(
            status: .unprocessableContent, code: "invalid", detail: "The query parameter \(name) \(detail).")
    }
}
