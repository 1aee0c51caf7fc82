import Foundation

/// When to come back, as an answer's header says it: in seconds, or as a date (RFC 9110, 10.2.3).
struct RetryAfter {
    /// From now on; not negative.
    let span: Duration

    init?(_ text: String) { self.init(text, now: Date()) }

    init?(_ text: String, now: Date) {
        let trimmed = text.trimmingCharacters(in: .whitespaces)
        if let seconds = Int(trimmed), seconds >= 0 {
            span = .seconds(min(seconds, 1_000_000))
            return
        }
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        guard let date = formatter.date(from: trimmed) else { return nil }
        span = .seconds(max(0, min(date.timeIntervalSince(now), 1_000_000)))
    }
}
