/// Reads `word/styles.xml` into elements, of which only those with a ``StyleRule`` come through.
final class StyleSheetHandler: XMLHandler {
    /// `docDefaults` and `style`, in the order of the file.
    private(set) var elements: [StyleElement] = []
    private let theme: WordTheme
    private var open: [(rule: StyleRule, element: StyleElement)] = []
    /// How many elements without a rule are open, and those in them.
    private var skipped = 0
    private var count = 0

    /// More than any template has; each is a few properties of a style.
    private static let most = 200_000

    init(theme: WordTheme) { self.theme = theme }

    func start(_ tag: XMLTag) throws {
        guard skipped == 0, tag.name.hasPrefix("w:"), let rule = rule(for: String(tag.name.dropFirst(2))) else {
            skipped += 1
            return
        }
        count += 1
        guard count <= Self.most else { throw OfficeCap.styles(Self.most) }
        var element = StyleElement(name: rule.name, attributes: [], children: [])
        for attribute in rule.attributes {
            if let value = attribute.read(tag, theme) {
                element.attributes.append(.init(name: attribute.name, value: value))
            } else if attribute.isRequired {
                skipped += 1
                return
            }
        }
        open.append((rule, element))
    }

    func end(_ name: String) {
        guard skipped == 0 else {
            skipped -= 1
            return
        }
        guard let (rule, element) = open.popLast() else { return }
        guard let parent = open.indices.last else {
            elements = element.children
            return
        }
        let isAnother = !rule.repeats && open[parent].element.children.contains { $0.name == rule.name }
        guard !isAnother, !Self.saysNothing(element, rule) else { return }
        open[parent].element.children.append(ordered(element, rule))
    }

    func text(_ run: UnsafeBufferPointer<UInt8>) {}

    private func rule(for name: String) -> StyleRule? {
        guard let parent = open.last else { return name == StyleRules.sheet.name ? StyleRules.sheet : nil }
        return parent.rule.child(name)
    }

    private static func saysNothing(_ element: StyleElement, _ rule: StyleRule) -> Bool {
        let isFlag = rule.children.isEmpty && rule.attributes.count == 1 && !rule.attributes[0].isRequired
        return !isFlag && element.attributes.isEmpty && element.children.isEmpty
    }

    private func ordered(_ element: StyleElement, _ rule: StyleRule) -> StyleElement {
        var element = element
        element.children = element.children.enumerated().sorted { one, other in
            (rule.position(of: one.element), one.offset) < (rule.position(of: other.element), other.offset)
        }.map(\.element)
        return element
    }
}

extension StyleElement {
    subscript(_ attribute: String) -> String? { attributes.first { $0.name == attribute }?.value }

    func first(_ child: String) -> StyleElement? { children.first { $0.name == child } }
}
