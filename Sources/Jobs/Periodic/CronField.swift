/// One field of a cron expression: the set of values it lets through.
struct CronField: Sendable, Equatable {
    let values: Set<Int>
    /// Whether it was `*` or `?`, with or without a step: for days that decides how two fields combine.
    let isWildcard: Bool

    func contains(_ value: Int) -> Bool { values.contains(value) }

    /// What a field may hold.
    struct Kind: Sendable {
        let name: String
        let range: ClosedRange<Int>
        var names: [String] = []

        static let minute = Kind(name: "minute", range: 0...59)
        static let hour = Kind(name: "hour", range: 0...23)
        static let day = Kind(name: "day of the month", range: 1...31)
        static let month = Kind(
            name: "month", range: 1...12,
            names: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"])
        /// 0 and 7 are both Sunday.
        static let weekday = Kind(
            name: "day of the week", range: 0...7, names: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"])
    }

    /// Reads a list of `*`, values, ranges and steps, such as `1-5`, `*/15` or `mon,wed-fri`.
    init(_ text: String, _ kind: Kind) throws {
        var values: Set<Int> = []
        for part in text.split(separator: ",", omittingEmptySubsequences: false) {
            values.formUnion(try Self.values(of: String(part), kind))
        }
        if kind.name == Kind.weekday.name, values.remove(7) != nil { values.insert(0) }
        self.values = values
        self.isWildcard = text.first == "*" || text.first == "?"
    }

    private static func values(of part: String, _ kind: Kind) throws -> [Int] {
        let sides = part.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard sides.count <= 2, let base = sides.first, !base.isEmpty else { throw malformed(part, kind) }
        var step = 1
        if sides.count == 2 {
            guard let given = Int(sides[1]), given >= 1 else { throw malformed(part, kind) }
            step = given
        }
        let range = try range(of: base, isStepped: sides.count == 2, kind, part)
        return Array(stride(from: range.lowerBound, through: range.upperBound, by: step))
    }

    private static func range(
        of text: String, isStepped: Bool, _ kind: Kind, _ part: String
    ) throws -> ClosedRange<Int> {
        if text == "*" || text == "?" { return kind.range }
        let ends = text.split(separator: "-", omittingEmptySubsequences: false).map(String.init)
        guard let first = ends.first.flatMap({ value($0, kind) }), ends.count <= 2 else { throw malformed(part, kind) }
        // `5/15` goes on to the end of the range.
        guard ends.count == 2 else { return first...(isStepped ? kind.range.upperBound : first) }
        guard let last = value(ends[1], kind), last >= first else { throw malformed(part, kind) }
        return first...last
    }

    private static func value(_ text: String, _ kind: Kind) -> Int? {
        if let place = kind.names.firstIndex(of: text.lowercased()) { return place + (kind.names.count == 12 ? 1 : 0) }
        return Int(text).flatMap { kind.range.contains($0) ? $0 : nil }
    }

    private static func malformed(_ part: String, _ kind: Kind) -> CronSchedule.Malformed {
        CronSchedule.Malformed(
            reason: "\"\(part)\" cannot be the \(kind.name): it takes \(kind.range.lowerBound) to "
                + "\(kind.range.upperBound), *, lists, ranges and steps")
    }
}
