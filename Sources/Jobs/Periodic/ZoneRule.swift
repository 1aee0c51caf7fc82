import FoundationEssentials

/// How the clocks of a zone change every year, as POSIX writes `TZ`: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct ZoneRule: Equatable {
    /// From UTC, in seconds, positive to the east.
    let standard: Int
    /// With the two changes of a year; nil where the clocks never change.
    let summer: Summer?

    struct Summer: Equatable {
        let offset: Int
        let start: Change
        let end: Change
    }

    /// A day of the year and a time of that day.
    struct Change: Equatable {
        enum Day: Equatable {
            /// From 0 on, the 29th of February counted.
            case ofYear(Int)
            /// From 1 on, the 29th of February never counted.
            case ofCommonYear(Int)
            /// The n-th weekday (0 is Sunday) of a month; the fifth is the last.
            case ofMonth(Int, week: Int, weekday: Int)
        }
        let day: Day
        /// In seconds after midnight by the clocks before the change; from -167 to 167 hours.
        let time: Int
    }

    /// - Returns: nil when the text cannot be read.
    init?(_ text: String) {
        var reader = Reader(rest: text.utf8[...])
        guard reader.skipName(), let west = reader.time() else { return nil }
        standard = -west
        guard !reader.rest.isEmpty else {
            summer = nil
            return
        }
        guard reader.skipName() else { return nil }
        var offset = standard + 3600
        if reader.rest.first != UInt8(ascii: ",") {
            guard let west = reader.time() else { return nil }
            offset = -west
        }
        guard let start = reader.change(), let end = reader.change(), reader.rest.isEmpty else { return nil }
        summer = Summer(offset: offset, start: start, end: end)
    }

    /// The changes of one year, each in seconds since 1970 with the offset from then on.
    func transitions(in year: Int) -> [(at: Int64, offset: Int)] {
        guard let summer else { return [] }
        return [
            (summer.start.local(in: year) - Int64(standard), summer.offset),
            (summer.end.local(in: year) - Int64(summer.offset), standard),
        ]
    }

    private struct Reader {
        var rest: Substring.UTF8View

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard rest.first == UInt8(ascii: character) else { return false }
            rest = rest.dropFirst()
            return true
        }

        /// Letters, or anything between angle brackets.
        mutating func skipName() -> Bool {
            if take("<") {
                rest = rest.drop { $0 != UInt8(ascii: ">") }
                return take(">")
            }
            let name = rest.prefix { ($0 | 0x20) >= UInt8(ascii: "a") && ($0 | 0x20) <= UInt8(ascii: "z") }
            rest = rest.dropFirst(name.count)
            return !name.isEmpty
        }

        mutating func number() -> Int? {
            let digits = rest.prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "9") }
            rest = rest.dropFirst(digits.count)
            return digits.count <= 3 ? Int(String(Substring(digits))) : nil
        }

        /// `[+-]hh[:mm[:ss]]`, in seconds.
        mutating func time() -> Int? {
            let isNegative = take("-")
            if !isNegative { _ = take("+") }
            guard var seconds = number().map({ $0 * 3600 }) else { return nil }
            for unit in [60, 1] where take(":") {
                guard let part = number() else { return nil }
                seconds += part * unit
            }
            return isNegative ? -seconds : seconds
        }

        /// `,day[/time]`; at two o'clock when no time is said.
        mutating func change() -> Change? {
            guard take(","), let day = day() else { return nil }
            guard take("/") else { return Change(day: day, time: 2 * 3600) }
            return time().map { Change(day: day, time: $0) }
        }

        private mutating func day() -> Change.Day? {
            if take("J") { return number().map { .ofCommonYear($0) } }
            guard take("M") else { return number().map { .ofYear($0) } }
            guard let month = number(), (1...12).contains(month), take("."), let week = number(),
                (1...5).contains(week), take("."), let weekday = number(), (0...6).contains(weekday)
            else { return nil }
            return .ofMonth(month, week: week, weekday: weekday)
        }
    }
}

extension ZoneRule.Change {
    /// In seconds since 1970 by the clocks before the change, as if they showed UTC.
    fileprivate func local(in year: Int) -> Int64 {
        let first = CivilDay.number(year: year, month: 1, day: 1)
        let day: Int =
            switch self.day {
            case .ofYear(let count): first + count
            case .ofCommonYear(let count):
                // The 60th is the 1st of March, whether or not a 29th of February came before it.
                count < 60 ? first + count - 1 : CivilDay.number(year: year, month: 3, day: 1) + count - 60
            case .ofMonth(let month, let week, let weekday): Self.day(year, month, week, weekday)
            }
        return Int64(day) * 86_400 + Int64(time)
    }

    private static func day(_ year: Int, _ month: Int, _ week: Int, _ weekday: Int) -> Int {
        let first = CivilDay.number(year: year, month: month, day: 1)
        let next = CivilDay.number(year: month == 12 ? year + 1 : year, month: month % 12 + 1, day: 1)
        let day = first + (weekday - CivilDay(first).weekday + 7) % 7 + (week - 1) * 7
        return day < next ? day : day - 7
    }
}
