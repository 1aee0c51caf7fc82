import Foundation
import Testing

@testable import Commands

@Suite("Tables are readable")
struct TableTests {
    @Test("columns are as wide as their widest cell, and lines end without blanks")
    func columns() {
        let table = Table(heading: ["QUEUE", "N"], rows: [["extract", "4"], ["a", "10"]])
        #expect(table.text == "QUEUE    N\nextract  4\na        10\n")
    }

    @Test("an empty table says so")
    func empty() {
        #expect(Table(heading: ["A"], rows: [], empty: "no jobs").text == "no jobs\n")
    }

    @Test(
        "spans keep the unit a person would use",
        arguments: [
            (0, "0 ms"), (999, "999 ms"), (1_000, "1 s"), (119_999, "119 s"), (120_000, "2 min"),
            (7_200_000, "2 h"), (172_800_000, "2 d"), (-5, "0 ms"),
        ])
    func spans(_ milliseconds: Int, _ text: String) {
        #expect(Cell.span(milliseconds: milliseconds) == text)
    }

    @Test("instants are told from now, in both directions")
    func ages() {
        let now = Date(timeIntervalSince1970: 1_000)
        #expect(Cell.age(now.addingTimeInterval(-30), now: now) == "30 s ago")
        #expect(Cell.age(now.addingTimeInterval(30), now: now) == "in 30 s")
        #expect(Cell.age(nil, now: now) == "-")
    }

    @Test("a long message becomes one short line")
    func short() {
        #expect(Cell.short("one\ntwo") == "one two")
        #expect(Cell.short(String(repeating: "x", count: 100), width: 10) == "xxxxxxxxx…")
    }
}
