import Yams

/// The fields of one object in the order in which they are to be written; nil and empty ones are left out.
struct YAMLFields {
    private var pairs: [(Node, Node)] = []

    init(_ build: (inout YAMLFields) -> Void) { build(&self) }

    func node(_ style: Node.Mapping.Style = .block) -> Node { Node(pairs, .implicit, style) }

    mutating func text(_ name: String, _ value: String?) {
        guard let value else { return }
        add(name, Self.text(value))
    }

    mutating func texts(_ name: String, _ values: [String]) {
        guard !values.isEmpty else { return }
        add(name, Node(values.map { Self.text($0) }, .implicit, .flow))
    }

    mutating func number(_ name: String, _ value: Int?) {
        if let value { add(name, Node(String(value))) }
    }

    mutating func number(_ name: String, _ value: Double?) {
        if let value { add(name, Node(String(value))) }
    }

    mutating func flag(_ name: String, _ value: Bool) { add(name, Node(String(value))) }

    mutating func list(_ name: String, _ nodes: [Node]) {
        if !nodes.isEmpty { add(name, Node(nodes, .implicit, .block)) }
    }

    private mutating func add(_ name: String, _ value: Node) { pairs.append((Node(name), value)) }

    /// Plain where YAML reads the word as the same text; several lines as they stand; else quoted.
    private static func text(_ value: String) -> Node {
        let isLines = value.contains("\n") && !value.contains { $0.isWhitespace && $0 != "\n" && $0 != " " }
        if isLines, value.first?.isWhitespace == false { return Node(value, Tag(.str), .literal) }
        let isWord =
            value.first?.isLetter == true && value.allSatisfy { $0.isLetter || $0.isNumber || " -_".contains($0) }
        let isPlain = isWord && !reserved.contains(value.lowercased()) && value.last != " "
        return isPlain ? Node(value) : Node(value, Tag(.str), .doubleQuoted)
    }

    /// Words that YAML takes for truth, falsehood or nothing.
    private static let reserved: Set<String> = ["true", "false", "yes", "no", "on", "off", "null", "y", "n"]
}
