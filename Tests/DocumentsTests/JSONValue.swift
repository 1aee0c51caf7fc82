import Testing
import Yams

/// A JSON value, for looking into what is published as text.
enum JSONValue: Equatable {
    case null
    case flag(Bool)
    case number(Double)
    case text(String)
    case list([JSONValue])
    case object([String: JSONValue])

    /// From YAML, of which JSON is a part.
    init(yaml text: String) throws {
        self.init(try #require(try Yams.compose(yaml: text)))
    }

    private init(_ node: Node) {
        switch node {
        case .mapping(let mapping):
            self = .object(Dictionary(mapping.map { ($0.string ?? "", JSONValue($1)) }, uniquingKeysWith: { $1 }))
        case .sequence(let sequence): self = .list(sequence.map(JSONValue.init))
        case .scalar(let scalar) where scalar.style != .plain: self = .text(scalar.string)
        default:
            if node.null != nil {
                self = .null
            } else if let flag = node.bool {
                self = .flag(flag)
            } else if let number = node.float {
                self = .number(number)
            } else {
                self = .text(node.string ?? "")
            }
        }
    }

    var text: String? { if case .text(let text) = self { text } else { nil } }
    var number: Double? { if case .number(let number) = self { number } else { nil } }
    var items: [JSONValue] { if case .list(let items) = self { items } else { [] } }
    var fields: [String: JSONValue] { if case .object(let fields) = self { fields } else { [:] } }

    subscript(name: String) -> JSONValue { fields[name] ?? .null }
}
