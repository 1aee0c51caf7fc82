/// A date and time as a workbook counts them: days since the end of 1899, or since 1904.
struct SerialDate: Equatable {
    var year: Int
    var month: Int
    var day: Int
    /// Of the day, rounded to milliseconds.
    var milliseconds: Int
    /// From Sunday, 0.
    var weekday: Int

    /// - Returns: nil for what no workbook shows as a date: negative numbers and years after 9999.
    init?(_ serial: Double, from1904: Bool) {
        guard serial >= 0, serial < 2_958_466 else { return nil }
        let total = (serial * 86_400_000).rounded()
        let days = Int(total / 86_400_000)
        milliseconds = Int(total) - days * 86_400_000
        // Day 60 of the 1900 count is a 29 February that never was (Lotus's error, kept by ECMA-376 part 1, 18.17.4.1);
        // it is given as the day before.
        let sinceEpoch = from1904 ? days - 24_107 : days - (days >= 60 ? 25_569 : 25_568)
        (year, month, day) = Self.civil(sinceEpoch)
        weekday = ((sinceEpoch + 4) % 7 + 7) % 7
    }

    var hour: Int { milliseconds / 3_600_000 }
    var minute: Int { milliseconds / 60_000 % 60 }
    var second: Int { milliseconds / 1_000 % 60 }

    /// The Gregorian date of a day counted from 1 January 1970. Years are counted from March, so that the leap day ends
    /// one, in eras of 400 years.
    private static func civil(_ days: Int) -> (Int, Int, Int) {
        let shifted = days + 719_468
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let marchMonth = (5 * dayOfYear + 2) / 153
        let month = marchMonth < 10 ? marchMonth + 3 : marchMonth - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return (year, month, dayOfYear - (153 * marchMonth + 2) / 5 + 1)
    }
}
