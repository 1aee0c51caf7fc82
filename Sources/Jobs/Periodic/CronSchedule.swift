import FoundationEssentials

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
    /// A name of the IANA database.
    public var timeZone: String { zone.name }
    private let zone: Zone
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
    ///   - timeZone: a name of the IANA database, such as `Europe/Berlin`, as the machine has it in `$TZDIR` or
    ///     `/usr/share/zoneinfo` (Debian's `tzdata`); `UTC` needs no database.
    /// - Throws: ``Malformed``, saying which part cannot be read.
    public init(_ expression: String, timeZone: String = "UTC") throws {
        zone = try Zone(named: timeZone)
        let plain = Self.nicknames[expression.lowercased()] ?? expression
        let fields = plain.split(whereSeparator: \.isWhitespace).map(String.init)
        guard fields.count == 5 else {
            throw Malformed(reason: "\"\(expression)\" has \(fields.count) fields; a cron expression has five")
        }
        self.expression = fields.joined(separator: " ")
        minute = try CronField(fields[0], .minute)
        hour = try CronField(fields[1], .hour)
        day = try CronField(fields[2], .day)
        month = try CronField(fields[3], .month)
        weekday = try CronField(fields[4], .weekday)
    }

    /// The first tick after an instant; nil when there is none in the next five years, as on the 30th of February.
    public func next(after instant: Date) -> Date? {
        let now = Int64(instant.timeIntervalSince1970.rounded(.down))
        let today = Int((Double(now + Int64(zone.offset(at: now))) / 86_400).rounded(.down))
        // A tick of the day before may have been moved past midnight by a change of the clocks.
        for day in today - 1...today + 5 * 366 where matches(CivilDay(day)) {
            if let tick = ticks(on: day).first(where: { $0 > now }) {
                return Date(timeIntervalSince1970: Double(tick))
            }
        }
        return nil
    }

    private func matches(_ date: CivilDay) -> Bool {
        guard month.contains(date.month) else { return false }
        let isDay = day.contains(date.day)
        let isWeekday = weekday.contains(date.weekday)
        return day.isWildcard || weekday.isWildcard ? isDay && isWeekday : isDay || isWeekday
    }

    /// The ticks of one day, in seconds since 1970, in order.
    private func ticks(on day: Int) -> [Int64] {
        var ticks: Set<Int64> = []
        for hour in hour.values {
            for minute in minute.values {
                ticks.formUnion(instants(ofLocal: Int64(day) * 86_400 + Int64(hour * 3600 + minute * 60)))
            }
        }
        return ticks.sorted()
    }

    /// A local time as instants: one, none or two where the clocks change.
    private func instants(ofLocal local: Int64) -> [Int64] {
        let all = zone.instants(ofLocal: local)
        if hour.isWildcard { return all }
        return all.first.map { [$0] } ?? zone.gap(overLocal: local).map { [$0.at] } ?? []
    }
}
