import Foundation

/// Finds the value of a setting: the flag, else the environment variable, else the default.
///
/// The setting `log-level` is the flag `--log-level` and the variable `GALLEY_LOG_LEVEL`. The only place where flags
/// and environment meet.
struct SettingsReader {
    let environment: [String: String]

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        self.environment = environment
    }

    /// Reads a setting that has a default.
    func value<Value: SettingValue>(_ key: String, flag: String?, default fallback: Value) throws -> Value {
        try optional(key, flag: flag) ?? fallback
    }

    /// Reads a setting that may be absent.
    func optional<Value: SettingValue>(_ key: String, flag: String?) throws -> Value? {
        let variable = Self.variable(key)
        // An empty variable is how compose files and systemd units write "not set".
        guard let text = flag ?? environment[variable].flatMap({ $0.isEmpty ? nil : $0 }) else { return nil }
        do {
            return try Value(setting: text)
        } catch {
            throw SettingError(key: flag == nil ? variable : "--\(key)", reason: "\(error)")
        }
    }

    /// Reads a setting that has a default and bounds.
    func bounded<Value: SettingValue & Comparable>(
        _ key: String, flag: String?, in bounds: ClosedRange<Value>, default fallback: Value
    ) throws -> Value {
        try optional(key, flag: flag, in: bounds) ?? fallback
    }

    /// Reads a setting that has bounds and may be absent.
    func optional<Value: SettingValue & Comparable>(
        _ key: String, flag: String?, in bounds: ClosedRange<Value>
    ) throws -> Value? {
        guard let value: Value = try optional(key, flag: flag) else { return nil }
        guard bounds.contains(value) else {
            throw SettingError(
                key: flag == nil ? Self.variable(key) : "--\(key)",
                reason: "expected \(bounds.lowerBound) to \(bounds.upperBound)")
        }
        return value
    }

    /// A switch: set by its flag, or by a variable that says so.
    func isSet(_ key: String, flag: Bool) throws -> Bool {
        try flag || value(key, flag: nil, default: false)
    }

    static func variable(_ key: String) -> String {
        "GALLEY_" + key.uppercased().replacing("-", with: "_")
    }
}

/// A setting that cannot be used; the process stops and says which.
public struct SettingError: Error, Equatable, CustomStringConvertible {
    /// As it was given: the flag or the variable.
    public var key: String
    /// Why, without repeating a value that may be secret.
    public var reason: String

    public var description: String { "\(key): \(reason)" }
}
