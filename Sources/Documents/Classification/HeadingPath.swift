/// The headings above a block, and the section that the nearest of them names.
struct HeadingPath {
    private struct Entry {
        var level: Int
        var text: String
        var section: Int?
        var confidence: Double
        var reason: ClassifiedContent.Reason
    }

    private var entries: [Entry] = []

    var isEmpty: Bool { entries.isEmpty }
    /// The nearest heading.
    var text: String? { entries.last?.text }
    /// The section of the nearest heading that names one.
    var section: Int? { entries.last?.section }
    var confidence: Double { entries.last?.confidence ?? 0 }
    var reason: ClassifiedContent.Reason { entries.last?.reason ?? .heading }

    /// Closes the headings of this level and below.
    mutating func leave(level: Int) {
        entries.removeAll { $0.level >= level }
    }

    mutating func enter(level: Int, text: String, section: Int, confidence: Double, reason: ClassifiedContent.Reason) {
        entries.append(Entry(level: level, text: text, section: section, confidence: confidence, reason: reason))
    }

    /// Enters a heading that names no section: its content belongs where the heading above does, a little less surely.
    mutating func enter(level: Int, text: String) {
        let above = entries.last
        entries.append(
            Entry(
                level: level, text: text, section: above?.section, confidence: (above?.confidence ?? 0) * 0.9,
                reason: above?.reason ?? .heading))
    }
}
