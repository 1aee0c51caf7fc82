import Testing

@testable import Documents

@Suite("A pattern")
struct PatternTests {
    @Test("takes its named group, over several matches, across letters of more than one byte")
    func findsGroups() throws {
        let pattern = try Pattern(#"(?<key>\w+)=(?<value>\d+)"#)
        let found = try pattern.matches(in: "größe=12, länge=7")
        #expect(found.map(\.value) == ["12", "7"])
        #expect(found.map { $0.groups["key"] } == ["größe", "länge"])
        #expect(try pattern.firstMatch(in: "nothing") == nil)
    }

    @Test("leaves out a group that took no part")
    func leavesOutGroups() throws {
        let match = try #require(try Pattern(#"(?<a>x)?(?<b>y)"#).firstMatch(in: "y"))
        #expect(match.groups == ["b": "y"])
    }

    @Test("moves on after an empty match")
    func survivesEmptyMatches() throws {
        #expect(try Pattern("x*").matches(in: "aéx").map(\.text) == ["", "", "x", ""])
    }

    @Test("is given up when a match costs too much")
    func givesUp() throws {
        let pattern = try Pattern("(a+)+$")
        let text = String(repeating: "a", count: 40) + "!"
        #expect(throws: PatternError.limitExceeded) { try pattern.firstMatch(in: text) }
    }

    @Test("that is none is refused with the place", arguments: ["(", "[z-a]", "(?<n>x)(?<n>y)", "a{2,1}"])
    func refuses(_ text: String) {
        #expect(throws: PatternError.self) { try Pattern(text) }
    }
}
