/// The headings above a block, and the section that the nearest of them names.
struct HeadingPath {
    private struct Entry {
        var level: Int
        var number: String?
        var text: String
        var section: Int?
        /// How well the section is named, 0 ... 1.
        var score: Double
        var reason: ClassifiedContent.Reason
    }

    private var entries: [Entry] = []

    /// The nearest heading.
    var text: String? { entries.last?.text }
    /// The section of the nearest heading that names one.
    var section: Int? { entries.last?.section }
    var score: Double { entries.last?.score ?? 0 }
    var reason: ClassifiedContent.Reason { entries.last?.reason ?? .heading }
    /// What the heading above the nearest one names.
    var outerSection: Int? { entries.dropLast().last?.section }

    /// Closes the headings of this level and below, and those whose numbers say that they hold no heading of this number:
    /// 2.1 is no part of 1, whatever became of the heading of 2.
    mutating func leave(level: Int, number: String?) {
        entries.removeAll { $0.level >= level }
        guard let number, number.first?.isNumber == true else { return }
        let isApart = entries.firstIndex { entry in
            guard let above = entry.number, above.first?.isNumber == true else { return false }
            return !number.hasPrefix(above + ".")
        }
        if let isApart { entries.removeSubrange(isApart...) }
    }

    mutating func enter(
        level: Int, number: String?, text: String, section: Int, score: Double, reason: ClassifiedContent.Reason
    ) {
        entries.append(
            Entry(level: level, number: number, text: text, section: section, score: score, reason: reason))
    }

    /// Enters a heading that names no section: its content belongs where the heading above does, less surely.
    ///
    /// - Parameter share: of the score of the heading above that is left.
    mutating func enter(level: Int, number: String?, text: String, keeping share: Double) {
        let above = entries.last
        entries.append(
            Entry(
                level: level, number: number, text: text, section: above?.section, score: (above?.score ?? 0) * share,
                reason: above?.reason ?? .heading))
    }
}
