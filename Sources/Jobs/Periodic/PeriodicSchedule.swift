import FoundationEssentials

/// When a periodic job runs.
public enum PeriodicSchedule: Sendable, Equatable {
    case cron(CronSchedule)
    /// Again and again after a time of at least a second, counted from 1970 so that all workers agree.
    case every(Duration)

    /// Reads a cron expression; see ``CronSchedule/init(_:timeZone:)``.
    public static func cron(_ expression: String, timeZone: String = "UTC") throws -> PeriodicSchedule {
        .cron(try CronSchedule(expression, timeZone: timeZone))
    }

    /// The first tick after an instant; nil when there is none in the next five years.
    public func next(after instant: Date) -> Date? {
        switch self {
        case .cron(let schedule):
            return schedule.next(after: instant)
        case .every(let interval):
            let step = max(1000, interval.milliseconds)
            let milliseconds = Int64((instant.timeIntervalSince1970 * 1000).rounded(.down))
            return Date(timeIntervalSince1970: Double((milliseconds / step + 1) * step) / 1000)
        }
    }

    /// The schedule in words that are the same exactly when the schedule is.
    public var specification: String {
        switch self {
        case .cron(let schedule): "\(schedule.expression) \(schedule.timeZone)"
        case .every(let interval): "every \(interval.milliseconds) ms"
        }
    }
}
