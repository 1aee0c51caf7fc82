/// A piece of XML or HTML, built as a value and written once by a ``MarkupSerializer``.
///
/// Escaping happens in the serializer alone, so no builder can forget it.
indirect enum Markup: Sendable {
    case element(name: String, attributes: [Attribute], children: [Markup])
    case text(String)
    /// Siblings without a parent of their own.
    case group([Markup])

    static let nothing = Markup.group([])

    struct Attribute: Sendable {
        var name: String
        var value: String
    }

    /// An element whose name and attributes are written as given.
    static func node(
        _ name: String, _ attributes: KeyValuePairs<String, String> = [:], _ children: [Markup] = []
    ) -> Markup {
        .element(
            name: name, attributes: attributes.map { Attribute(name: $0.key, value: $0.value) }, children: children)
    }

    static func node(_ name: String, _ attributes: KeyValuePairs<String, String> = [:], text: String) -> Markup {
        node(name, attributes, [.text(text)])
    }
}
