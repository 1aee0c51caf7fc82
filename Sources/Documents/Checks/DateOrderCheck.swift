/// Finds dates of the study that contradict their order: protocol, first patient, last patient, lock, report.
struct DateOrderCheck {
    let facts: [Fact]

    private static let order = [
        "date_protocol", "date_first_enrolled", "date_last_completed", "date_lock", "date_report",
    ]

    func findings() -> [Finding] {
        let dated = Self.order.compactMap { key -> (fact: Fact, date: CalendarDate)? in
            guard let fact = facts.first(where: { $0.key == key }), let date = CalendarDate(fact.value) else {
                return nil
            }
            return (fact, date)
        }
        return zip(dated, dated.dropFirst()).compactMap { earlier, later in
            guard later.date < earlier.date else { return nil }
            return Finding(
                severity: .warning, code: "dates_out_of_order",
                message:
                    "\(later.fact.label) (\(later.fact.value)) is before \(earlier.fact.label) (\(earlier.fact.value))",
                citations: [earlier.fact.citations.first, later.fact.citations.first].compactMap { $0 })
        }
    }
}

/// A day as documents write it: `2017-12-05`, `05-Dec-2017`, `5 December 2017`, `December 5, 2017`.
///
/// A date of digits only in another order than ISO 8601 is none: nobody can tell day and month apart.
struct CalendarDate: Comparable {
    var year: Int
    var month: Int
    var day: Int

    init?(_ text: String) {
        let parts = text.split { !$0.isNumber && !$0.isLetter }.prefix(3).map(String.init)
        guard parts.count == 3 else { return nil }
        let months = parts.map(Self.month)
        let numbers = parts.map { Int($0) }
        if let year = numbers[0], year >= 1900, let month = numbers[1] ?? months[1], let day = numbers[2] {
            self.init(year, month, day)
        } else if let day = numbers[0], let month = months[1], let year = numbers[2] {
            self.init(year, month, day)
        } else if let month = months[0], let day = numbers[1], let year = numbers[2] {
            self.init(year, month, day)
        } else {
            return nil
        }
    }

    /// `2017-12-05`.
    var iso8601: String {
        func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        return "\(year)-\(digits(month))-\(digits(day))"
    }

    private init?(_ year: Int, _ month: Int, _ day: Int) {
        guard (1900...2199).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
        (self.year, self.month, self.day) = (year, month, day)
    }

    private static let names = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

    private static func month(_ text: String) -> Int? {
        text.count < 3 ? nil : names.firstIndex(of: String(text.lowercased().prefix(3))).map { $0 + 1 }
    }

    static func < (one: CalendarDate, other: CalendarDate) -> Bool {
        (one.year, one.month, one.day) < (other.year, other.month, other.day)
    }
}
