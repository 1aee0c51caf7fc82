/// A line with two ends: joined at the back, left at the front, and sometimes joined at the front.
///
/// Two stacks, so that every step costs the same on average however long the line is.
struct MemoryList<Element: Sendable>: Sendable {
    private var front: [Element] = []
    private var back: [Element] = []

    var isEmpty: Bool { front.isEmpty && back.isEmpty }

    var first: Element? { front.last ?? back.first }

    mutating func append(_ element: Element) { back.append(element) }

    mutating func prepend(_ element: Element) { front.append(element) }

    mutating func popFirst() -> Element? {
        if front.isEmpty {
            front = back.reversed()
            back = []
        }
        return front.popLast()
    }
}
