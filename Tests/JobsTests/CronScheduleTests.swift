import Foundation
import Jobs
import Testing

@Suite("Cron expressions")
struct CronScheduleTests {
    /// The next ticks after an instant, each in ISO 8601 in UTC.
    private func ticks(_ expression: String, in zone: String = "UTC", after start: String, _ count: Int) throws
        -> [String]
    {
        let schedule = try CronSchedule(expression, timeZone: zone)
        var instant = try Date(start, strategy: .iso8601)
        var ticks: [String] = []
        for _ in 0..<count {
            guard let next = schedule.next(after: instant) else { break }
            ticks.append(next.formatted(.iso8601))
            instant = next
        }
        return ticks
    }

    @Test(
        "fields, lists, ranges, steps and names say when",
        arguments: [
            ("*/15 * * * *", "2026-03-01T10:07:00Z", ["2026-03-01T10:15:00Z", "2026-03-01T10:30:00Z"]),
            ("30 4 * * *", "2026-03-01T04:30:00Z", ["2026-03-02T04:30:00Z", "2026-03-03T04:30:00Z"]),
            ("0 9-17/4 * * mon-fri", "2026-03-06T14:00:00Z", ["2026-03-06T17:00:00Z", "2026-03-09T09:00:00Z"]),
            ("0 0 1 jan,jul *", "2026-03-01T00:00:00Z", ["2026-07-01T00:00:00Z", "2027-01-01T00:00:00Z"]),
            ("0 0 29 2 *", "2026-03-01T00:00:00Z", ["2028-02-29T00:00:00Z"]),
            ("5/20 12 * * *", "2026-03-01T12:00:00Z", ["2026-03-01T12:05:00Z", "2026-03-01T12:25:00Z"]),
            ("0 0 * * 7", "2026-03-01T00:00:00Z", ["2026-03-08T00:00:00Z"]),
            ("@hourly", "2026-03-01T00:59:59Z", ["2026-03-01T01:00:00Z"]),
            ("@monthly", "2026-12-01T00:00:00Z", ["2027-01-01T00:00:00Z"]),
        ])
    func fields(_ expression: String, _ start: String, _ expected: [String]) throws {
        #expect(try ticks(expression, after: start, expected.count) == expected)
    }

    @Test("with both days restricted, a day that satisfies either counts")
    func eitherDay() throws {
        let found = try ticks("0 0 13 * fri", after: "2026-03-01T00:00:00Z", 4)
        #expect(found == ["2026-03-06", "2026-03-13", "2026-03-20", "2026-03-27"].map { $0 + "T00:00:00Z" })
        let april = try ticks("0 0 13 * fri", after: "2026-04-11T00:00:00Z", 1)
        #expect(april == ["2026-04-13T00:00:00Z"])
    }

    @Test("a tick is at the time of its zone, in summer and in winter")
    func zones() throws {
        #expect(
            try ticks("0 8 * * *", in: "Europe/Berlin", after: "2026-01-10T00:00:00Z", 1) == ["2026-01-10T07:00:00Z"])
        #expect(
            try ticks("0 8 * * *", in: "Europe/Berlin", after: "2026-07-10T00:00:00Z", 1) == ["2026-07-10T06:00:00Z"])
        #expect(
            try ticks("0 0 * * *", in: "Asia/Kolkata", after: "2026-07-10T00:00:00Z", 1) == ["2026-07-10T18:30:00Z"])
    }

    @Test("a time that does not exist runs when the clocks go forward")
    func forward() throws {
        // In Berlin 02:00 became 03:00 on 29 March 2026, at 01:00 UTC.
        let found = try ticks("30 2 * * *", in: "Europe/Berlin", after: "2026-03-28T12:00:00Z", 2)
        #expect(found == ["2026-03-29T01:00:00Z", "2026-03-30T00:30:00Z"])
        let hourly = try ticks("30 * * * *", in: "Europe/Berlin", after: "2026-03-29T00:00:00Z", 2)
        #expect(hourly == ["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"])
    }

    @Test("a time that comes twice runs once, unless every hour is meant")
    func back() throws {
        // In Berlin 03:00 became 02:00 on 25 October 2026, at 01:00 UTC.
        let daily = try ticks("30 2 * * *", in: "Europe/Berlin", after: "2026-10-24T12:00:00Z", 2)
        #expect(daily == ["2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z"])
        let hourly = try ticks("30 * * * *", in: "Europe/Berlin", after: "2026-10-25T00:00:00Z", 3)
        #expect(hourly == ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z"])
    }

    @Test("a date that never comes has no tick")
    func never() throws {
        #expect(try CronSchedule("0 0 30 2 *").next(after: Date(timeIntervalSince1970: 0)) == nil)
    }

    @Test(
        "what cannot be read is refused by name",
        arguments: [
            ("* * * *", "four"), ("60 * * * *", "minute"), ("* 24 * * *", "hour"), ("* * 0 * *", "day of the month"),
            ("* * * 13 *", "month"), ("* * * * fry", "day of the week"), ("*/0 * * * *", "minute"),
            ("5-1 * * * *", "minute"), ("1,,2 * * * *", "minute"), ("1/2/3 * * * *", "minute"),
            ("a-b * * * *", "minute"),
        ])
    func refused(_ expression: String, _ part: String) throws {
        let error = #expect(throws: CronSchedule.Malformed.self) { try CronSchedule(expression) }
        #expect(part == "four" || error?.reason.contains(part) == true)
        #expect(throws: CronSchedule.Malformed.self) { try CronSchedule("* * * * *", timeZone: "Mars/Olympus") }
    }

    @Test("spans tick at multiples of themselves, and say what they are")
    func spans() throws {
        let schedule = PeriodicSchedule.every(.seconds(90))
        let next = schedule.next(after: Date(timeIntervalSince1970: 100))
        #expect(next == Date(timeIntervalSince1970: 180))
        #expect(schedule.specification == "every 90000 ms")
        #expect(
            try PeriodicSchedule.cron("@daily", timeZone: "Europe/Berlin").specification == "0 0 * * * Europe/Berlin")
    }
}
