/// List items with levels, as lists within lists.
struct NestedList {
    struct Item {
        var level: Int
        /// Printed literally; nil is a bullet.
        var marker: String?
        var content: [Markup]
    }

    private let items: [Item]

    init(_ items: [Item]) {
        self.items = items
    }

    var markup: Markup {
        var position = 0
        return list(atLeast: 0, from: &position)
    }

    /// The items from a position on that are at this level or deeper.
    private func list(atLeast level: Int, from position: inout Int) -> Markup {
        var entries: [Markup] = []
        let isLiteral = items[position].marker != nil
        while position < items.count, items[position].level >= level {
            let item = items[position]
            position += 1
            var content = item.content
            if let marker = item.marker {
                content = [.node("span", ["class": "marker"], text: marker), .text(" ")] + content
            }
            if position < items.count, items[position].level > item.level {
                content.append(list(atLeast: item.level + 1, from: &position))
            }
            entries.append(.node("li", [:], content))
        }
        return isLiteral ? .node("ul", ["class": "literal"], entries) : .node("ul", [:], entries)
    }
}
