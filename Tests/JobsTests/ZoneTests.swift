import Foundation
import Testing

@testable import Jobs

@Suite("Time zones")
struct ZoneTests {
    /// Offsets that differ between the database of the machine and Foundation's own are differences of their
    /// editions; the zones here have rules that are settled, and the years are those that both know.
    @Test(
        "clocks show what Foundation's show, for the rest of this century",
        arguments: [
            "Europe/Berlin", "Europe/Dublin", "America/New_York", "America/St_Johns", "America/Sao_Paulo",
            "Asia/Kolkata", "Asia/Kathmandu", "Asia/Tokyo", "Australia/Lord_Howe", "Australia/Sydney",
            "Pacific/Apia", "Pacific/Auckland", "Pacific/Chatham", "America/Anchorage", "Atlantic/Azores",
        ])
    func likeFoundation(_ name: String) throws {
        let zone = try Zone(named: name)
        let other = try #require(TimeZone(identifier: name))
        // Every 11 hours from 1972 to 2100, so that no change hides between two.
        for instant in stride(from: Int64(63_072_000), to: 4_102_444_800, by: 39_600) {
            let expected = other.secondsFromGMT(for: Date(timeIntervalSince1970: Double(instant)))
            guard zone.offset(at: instant) != expected else { continue }
            Issue.record("at \(instant): \(zone.offset(at: instant)), not \(expected)")
            return
        }
    }

    @Test("every zone of the machine can be read")
    func all() throws {
        let database = URL(filePath: "/usr/share/zoneinfo")
        let names = TimeZone.knownTimeZoneIdentifiers.filter {
            FileManager.default.fileExists(atPath: database.appending(path: $0).path())
        }
        #expect(names.count > 300)
        for name in names { #expect(throws: Never.self) { try Zone(named: name) } }
    }

    @Test(
        "yearly rules are read as POSIX writes them",
        arguments: [
            ("EST5EDT,M3.2.0,M11.1.0", 2026, [1_772_953_200, 1_793_512_800]),
            ("<-03>3", 2026, []),
            // Permanent summer time, as RFC 8536 writes it.
            ("XXX3EDT4,0/0,J365/23", 2026, [1_767_236_400, 1_798_772_400]),
            // The 29th of February is not counted by J: J60 is the 1st of March in a leap year too.
            ("AAA0BBB,J60/0,J61/1", 2028, [1_835_481_600, 1_835_568_000]),
        ])
    func rules(_ text: String, _ year: Int, _ expected: [Int64]) throws {
        #expect(try #require(ZoneRule(text)).transitions(in: year).map(\.at) == expected)
    }

    @Test(
        "what is no rule is not read",
        arguments: ["", "5", "CET", "CET-1CEST", "CET-1CEST,M13.1.0,M10.5.0", "CET-1CEST,M3.5.0", "<CET-1", "CET-1x,"])
    func noRules(_ text: String) { #expect(ZoneRule(text) == nil) }

    @Test(
        "a name leads to no file outside of the database",
        arguments: ["../passwd", "/etc/passwd", "Europe//Berlin", "", ".", "Europe/../../passwd", "zone.tab", "Europe"])
    func confined(_ name: String) {
        #expect(throws: CronSchedule.Malformed.self) { try Zone(named: name) }
    }

    @Test("a file that ends early, or says more than it holds, is not read")
    func truncated() throws {
        let whole = try Data(contentsOf: URL(filePath: "/usr/share/zoneinfo/Europe/Berlin"))
        #expect(ZoneFile(whole) != nil)
        for length in stride(from: 0, to: whole.count - 40, by: 7) { #expect(ZoneFile(whole.prefix(length)) == nil) }
        var greedy = whole
        greedy.replaceSubrange(20..<44, with: repeatElement(0xff, count: 24))
        #expect(ZoneFile(greedy) == nil)
    }
}
