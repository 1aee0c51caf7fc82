/// Counts a document's automatic numbers as Word does, paragraph by paragraph.
///
/// Instances of one abstract list share its counters; an instance with a start of its own restarts them when it is
/// first used. A level restarts after a paragraph of a higher one, unless its definition says otherwise.
struct WordCounters {
    private let numbering: WordNumbering
    /// By abstract list: the last number of each level; nil where the level has not been used since its restart.
    private var counters: [Int: [Int?]] = [:]
    private var usedInstances: Set<Int> = []

    init(_ numbering: WordNumbering) { self.numbering = numbering }

    /// What Word prints before the next paragraph of a level; nil when the list does not exist.
    mutating func next(instance: Int, level: Int) -> (text: String, isBullet: Bool)? {
        guard (0...8).contains(level), let abstract = numbering.abstract(of: instance)?.id,
            let definition = numbering.level(level, of: instance)
        else { return nil }
        var counts = counters[abstract] ?? Array(repeating: nil, count: 9)
        applyStarts(of: instance, to: &counts)
        for higher in 0..<level where counts[higher] == nil { counts[higher] = start(higher, instance) }
        counts[level] = counts[level].map { $0 &+ 1 } ?? start(level, instance)
        for lower in (level + 1)..<9 where restarts(lower, after: level, instance) { counts[lower] = nil }
        counters[abstract] = counts
        if definition.format == .bullet { return (WordSymbols.bullet(definition.text), true) }
        return (text(definition, counts, instance), false)
    }

    private mutating func applyStarts(of instance: Int, to counts: inout [Int?]) {
        guard usedInstances.insert(instance).inserted, let starts = numbering.instances[instance]?.starts else {
            return
        }
        for level in starts.keys where (0...8).contains(level) { counts[level] = nil }
    }

    private func start(_ level: Int, _ instance: Int) -> Int {
        numbering.instances[instance]?.starts[level] ?? numbering.level(level, of: instance)?.start ?? 1
    }

    private func restarts(_ lower: Int, after level: Int, _ instance: Int) -> Bool {
        guard let restart = numbering.level(lower, of: instance)?.restart else { return true }
        return restart > 0 && level < restart
    }

    private func text(_ definition: WordNumbering.Level, _ counts: [Int?], _ instance: Int) -> String {
        var text = definition.text
        for level in 0..<9 {
            let sign = "%\(level + 1)"
            guard text.contains(sign) else { continue }
            let own = numbering.level(level, of: instance)?.format ?? .decimal
            let format = definition.isLegal && own != .none ? .decimal : own
            text = text.replacing(sign, with: counts[level].map(format.text) ?? "")
        }
        return text.trimmed
    }
}
