import Foundation

/// Says what is wrong with a value that a rule found.
struct ValueCheck {
    let rule: ValueRule

    /// The rest of a sentence about the value, one for each fault.
    func faults(of value: String) -> [String] {
        var faults: [String] = []
        let allowed = rule.allowed.map { $0.lowercased() }
        if !allowed.isEmpty, !allowed.contains(value.lowercased()) { faults.append("is none of the allowed values") }
        switch rule.type {
        case .text: break
        case .number: faults += numberFaults(value)
        case .date: if Self.year(in: value) == nil { faults.append("is not a date") }
        }
        return faults
    }

    private func numberFaults(_ value: String) -> [String] {
        guard let number = Double(value.replacing(",", with: "")) else { return ["is not a number"] }
        var faults: [String] = []
        if let minimum = rule.minimum, number < minimum { faults.append("is below \(minimum)") }
        if let maximum = rule.maximum, number > maximum { faults.append("is above \(maximum)") }
        return faults
    }

    /// A date in any of the usual forms names its year in four digits.
    private static func year(in value: String) -> Int? {
        value.split { !$0.isNumber }.lazy.filter { $0.count == 4 }.compactMap { Int($0) }.first {
            (1900...2199).contains($0)
        }
    }
}
