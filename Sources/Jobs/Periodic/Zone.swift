import FoundationEssentials

/// The clocks of a time zone, from the database of the machine.
///
/// Foundation's `TimeZone` knows names only when all of Foundation and its ICU are loaded (10 MB of a worker's memory)
/// and knows none in a program linked with `-static-stdlib`; so the database is read here.
struct Zone: Sendable, Equatable {
    /// A name of the IANA database, such as `Europe/Berlin`.
    let name: String
    private let firstOffset: Int
    private let transitions: [Transition]

    /// The moment at which the clocks change, in seconds since 1970, and their offsets from UTC in seconds.
    struct Transition: Sendable, Equatable {
        let at: Int64
        let before: Int
        let after: Int
    }

    static let utc = Zone(name: "UTC", firstOffset: 0, transitions: [])

    /// Rules that go on for ever are written out until this year.
    private static let lastYear = 2400

    private init(name: String, firstOffset: Int, transitions: [Transition]) {
        self.name = name
        self.firstOffset = firstOffset
        self.transitions = transitions
    }

    /// Reads a zone from `$TZDIR` or `/usr/share/zoneinfo`; UTC and GMT need no file.
    ///
    /// - Throws: ``CronSchedule/Malformed`` when there is no such zone, or no database.
    init(named name: String) throws {
        if ["UTC", "GMT", "Etc/UTC"].contains(name) {
            self.init(name: name, firstOffset: 0, transitions: [])
            return
        }
        let database = ProcessInfo.processInfo.environment["TZDIR"] ?? "/usr/share/zoneinfo"
        guard Self.isName(name), let data = try? Data(contentsOf: URL(filePath: "\(database)/\(name)")),
            let file = ZoneFile(data)
        else {
            let isThere = FileManager.default.fileExists(atPath: database)
            throw CronSchedule.Malformed(
                reason: "\"\(name)\" is no time zone in \(database)"
                    + (isThere ? "" : ", which does not exist: install tzdata, or set TZDIR"))
        }
        var changes = file.transitions
        if let rule = ZoneRule(file.footer) {
            let last = changes.last?.at ?? .min
            let year = max(1970, CivilDay(Int(max(0, last) / 86_400)).year)
            changes += (year...Self.lastYear).flatMap(rule.transitions).filter { $0.at > last }.sorted { $0.at < $1.at }
        }
        var before = file.firstOffset
        self.init(
            name: name, firstOffset: before,
            transitions: changes.map { change in
                defer { before = change.offset }
                return Transition(at: change.at, before: before, after: change.offset)
            })
    }

    /// Letters, digits and `+-_` between slashes: no way out of the database.
    private static func isName(_ name: String) -> Bool {
        name.split(separator: "/", omittingEmptySubsequences: false).allSatisfy { part in
            !part.isEmpty && part.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "+-_".contains($0)) }
        }
    }

    /// From UTC, in seconds, positive to the east.
    func offset(at instant: Int64) -> Int {
        firstIndex(after: instant).map { transitions[$0].before } ?? transitions.last?.after ?? firstOffset
    }

    /// When the clocks show a time, given in seconds as if they showed UTC: at one instant, at two where they go back,
    /// at none where they go forward.
    func instants(ofLocal local: Int64) -> [Int64] {
        let near = transitions(near: local)
        let offsets = Set(near.flatMap { [$0.before, $0.after] } + [offset(at: local)])
        return offsets.map { local - Int64($0) }.filter { $0 + Int64(offset(at: $0)) == local }.sorted()
    }

    /// The change that leaves out a time of the clocks; nil when none does.
    func gap(overLocal local: Int64) -> Transition? {
        transitions(near: local).first { $0.at + Int64($0.before) <= local && local < $0.at + Int64($0.after) }
    }

    /// Those that may matter for a local time: no zone was ever further than 26 hours from UTC.
    private func transitions(near local: Int64) -> ArraySlice<Transition> {
        let first = firstIndex(after: local - 26 * 3600) ?? transitions.endIndex
        return transitions[first...].prefix { $0.at <= local + 26 * 3600 }
    }

    private func firstIndex(after instant: Int64) -> Int? {
        var low = transitions.startIndex
        var high = transitions.endIndex
        while low < high {
            let middle = (low + high) / 2
            if transitions[middle].at > instant { high = middle } else { low = middle + 1 }
        }
        return low < transitions.endIndex ? low : nil
    }
}
