/// What is due when, earliest first.
///
/// An entry is a hint: whoever takes it checks against the record that it still holds, so nothing is ever
/// removed from the middle.
struct MemoryTimeline<Item: Sendable>: Sendable {
    private var entries: [(due: MemoryTime, item: Item)] = []

    /// In order of time; entries of one instant keep the order in which they came.
    mutating func add(_ item: Item, due: MemoryTime) {
        var (low, high) = (entries.startIndex, entries.endIndex)
        while low < high {
            let middle = (low + high) / 2
            if entries[middle].due <= due { low = middle + 1 } else { high = middle }
        }
        entries.insert((due, item), at: low)
    }

    /// Takes what is due by an instant.
    mutating func take(until now: MemoryTime) -> [(due: MemoryTime, item: Item)] {
        let due = entries.prefix { $0.due <= now }
        let taken = Array(due)
        if !taken.isEmpty { entries.removeFirst(taken.count) }
        return taken
    }

    /// The first entry that still holds; those before it are dropped.
    mutating func first(where holds: (Item, MemoryTime) -> Bool) -> MemoryTime? {
        let index = entries.firstIndex { holds($0.item, $0.due) } ?? entries.endIndex
        if index > 0 { entries.removeFirst(index) }
        return entries.first?.due
    }

    var items: [Item] { entries.map(\.item) }
}
