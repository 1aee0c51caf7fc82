import FoundationEssentials

/// A day of the Gregorian calendar, wherever it is that day.
struct CivilDay {
    let year: Int
    let month: Int
    let day: Int
    /// 0 is Sunday.
    let weekday: Int

    private static let calendar: Calendar = {
        var calendar = Calendar(identifier: .gregorian)
        calendar.timeZone = .gmt
        return calendar
    }()

    /// The day that comes so many days after the 1st of January 1970.
    init(_ number: Int) {
        let noon = Date(timeIntervalSince1970: Double(number) * 86_400 + 43_200)
        let parts = Self.calendar.dateComponents([.year, .month, .day, .weekday], from: noon)
        year = parts.year ?? 0
        month = parts.month ?? 0
        day = parts.day ?? 0
        // Calendar counts from Sunday = 1.
        weekday = (parts.weekday ?? 1) - 1
    }

    /// How many days after the 1st of January 1970 a day comes.
    static func number(year: Int, month: Int, day: Int) -> Int {
        let date = calendar.date(from: DateComponents(year: year, month: month, day: day))
        return Int(((date?.timeIntervalSince1970 ?? 0) / 86_400).rounded(.down))
    }
}
