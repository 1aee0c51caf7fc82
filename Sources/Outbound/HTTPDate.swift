import Foundation

/// Instants as header fields of HTTP say them.
enum HTTPDate {
    /// A date in its one form that is still sent (RFC 9110, 5.6.7).
    static func date(_ text: String?) -> Date? {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = .gmt
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        return text.flatMap(formatter.date)
    }

    /// What the field `Retry-After` asks for: seconds, or until a date (RFC 9110, 10.2.3); nil when it says neither.
    static func retryAfter(_ text: String?, now: Date = Date()) -> Duration? {
        let text = text?.trimmingCharacters(in: .whitespaces)
        if let seconds = text.flatMap(UInt32.init) { return .seconds(Int64(seconds)) }
        return date(text).map { .seconds(max(0, $0.timeIntervalSince(now))) }
    }
}
