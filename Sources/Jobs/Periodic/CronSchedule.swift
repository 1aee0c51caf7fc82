import Foundation

/// A cron expression in a time zone.
///
/// Five fields: minute, hour, day of the month, month, day of the week, as crontab(5) has them; or one of `@hourly`,
/// `@daily`, `@midnight`, `@weekly`, `@monthly`, `@yearly`, `@annually`. When both days are restricted, a day that
/// satisfies either counts.
///
/// When the clocks go forward, a time that does not exist runs at the moment of the change, unless every hour is
/// meant anyway; when they go back, a time that comes twice runs once, unless every hour is meant.
public struct CronSchedule: Sendable, Equatable {
    public let expression: String
    public let timeZone: TimeZone
    private let minute: CronField
    private let hour: CronField
    private let day: CronField
    private let month: CronField
    private let weekday: CronField

    /// An expression or a time zone that cannot be read.
    public struct Malformed: Error, Sendable, Equatable, CustomStringConvertible {
        public let reason: String
        public var description: String { reason }
    }

    private static let nicknames = [
        "@hourly": "0 * * * *", "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@weekly": "0 0 * * 0",
        "@monthly": "0 0 1 * *", "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *",
    ]

    /// - Parameters:
    ///   - expression: five fields, or a nickname.
    ///   - timeZone: a name of the IANA database, such as `Europe/Berlin`.
    /// - Throws: ``Malformed``, saying which part cannot be read.
    public init(_ expression: String, timeZone: String = "UTC") throws {
        guard let zone = TimeZone(identifier: timeZone) else {
            throw Malformed(reason: "\"\(timeZone)\" is no time zone")
        }
        let plain = Self.nicknames[expression.lowercased()] ?? expression
        let fields = plain.split(whereSeparator: \.isWhitespace).map(String.init)
        guard fields.count == 5 else {
            throw Malformed(reason: "\"\(expression)\" has \(fields.count) fields; a cron expression has five")
        }
        self.expression = fields.joined(separator: " ")
        self.timeZone = zone
        minute = try CronField(fields[0], .minute)
        hour = try CronField(fields[1], .hour)
        day = try CronField(fields[2], .day)
        month = try CronField(fields[3], .month)
        weekday = try CronField(fields[4], .weekday)
    }

    /// The first tick after an instant; nil when there is none in the next five years, as on the 30th of February.
    public func next(after instant: Date) -> Date? {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = timeZone
        // A tick of the day before may have been moved past midnight by a change of the clocks.
        var start = calendar.startOfDay(for: instant)
        for _ in 0..<(5 * 366) {
            if matches(calendar.dateComponents([.day, .month, .weekday], from: start)) {
                let ticks = ticks(on: start, calendar)
                if let tick = ticks.first(where: { $0 > instant }) { return tick }
            }
            guard let noon = calendar.date(byAdding: .hour, value: 36, to: start) else { return nil }
            start = calendar.startOfDay(for: noon)
        }
        return nil
    }

    private func matches(_ date: DateComponents) -> Bool {
        guard let day = date.day, let month = date.month, let weekday = date.weekday else { return false }
        guard self.month.contains(month) else { return false }
        let isDay = self.day.contains(day)
        // Calendar counts from Sunday = 1.
        let isWeekday = self.weekday.contains(weekday - 1)
        return self.day.isWildcard || self.weekday.isWildcard ? isDay && isWeekday : isDay || isWeekday
    }

    /// The ticks of one day, in order.
    private func ticks(on start: Date, _ calendar: Calendar) -> [Date] {
        var ticks: Set<Date> = []
        let date = calendar.dateComponents([.year, .month, .day], from: start)
        for hour in hour.values {
            for minute in minute.values {
                var wanted = date
                wanted.hour = hour
                wanted.minute = minute
                ticks.formUnion(instants(of: wanted, from: start, calendar))
            }
        }
        return ticks.sorted()
    }

    /// A local time as instants: one, none or two where the clocks change.
    private func instants(of wanted: DateComponents, from start: Date, _ calendar: Calendar) -> [Date] {
        func exists(_ date: Date) -> Bool {
            let found = calendar.dateComponents([.day, .hour, .minute], from: date)
            return found.day == wanted.day && found.hour == wanted.hour && found.minute == wanted.minute
        }
        guard let date = calendar.date(from: wanted) else { return [] }
        guard exists(date) else {
            guard !hour.isWildcard, let change = timeZone.nextDaylightSavingTimeTransition(after: start) else {
                return []
            }
            return [change]
        }
        // The other of two: an hour or half an hour earlier or later, as clocks go back in use.
        let twins = [-3600.0, -1800, 1800, 3600].map(date.addingTimeInterval).filter(exists)
        let all = ([date] + twins).sorted()
        return hour.isWildcard ? all : Array(all.prefix(1))
    }
}
