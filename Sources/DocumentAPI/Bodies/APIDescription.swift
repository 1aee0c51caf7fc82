import Yams

/// Reads the YAML in which the API is described as the JSON that it means.
enum APIDescription {
    static func read(_ yaml: [UInt8]) throws -> JSONValue {
        guard let node = try Yams.compose(yaml: String(decoding: yaml, as: UTF8.self)) else { return .null }
        return value(of: node)
    }

    private static func value(of node: Node) -> JSONValue {
        switch node {
        case .mapping(let mapping):
            .object(
                Dictionary(
                    mapping.map { ($0.key.string ?? "", value(of: $0.value)) }, uniquingKeysWith: { first, _ in first })
            )
        case .sequence(let sequence): .array(sequence.map(value))
        case .scalar(let scalar): value(of: scalar, node)
        case .alias: .null
        }
    }

    /// By the tag that YAML's core schema gives; what is quoted is always text.
    private static func value(of scalar: Node.Scalar, _ node: Node) -> JSONValue {
        guard scalar.style == .plain || scalar.style == .any else { return .text(scalar.string) }
        if node.null != nil { return .null }
        if let flag = node.bool { return .flag(flag) }
        if let integer = node.int { return .integer(integer) }
        if let number = node.float { return .number(number) }
        return .text(scalar.string)
    }
}
