/// One argument of a command; every kind reaches Redis as bytes.
public enum RedisArgument: Sendable, Hashable {
    case string(String)
    case bytes([UInt8])
    case integer(Int64)

    public init(_ text: some StringProtocol) {
        self = .string(String(text))
    }

    public init(_ bytes: [UInt8]) {
        self = .bytes(bytes)
    }

    public init(_ number: Int) {
        self = .integer(Int64(number))
    }

    public init(_ number: Int64) {
        self = .integer(number)
    }
}

extension RedisArgument: ExpressibleByStringInterpolation, ExpressibleByIntegerLiteral {
    public init(stringLiteral text: String) {
        self = .string(text)
    }

    public init(integerLiteral number: Int64) {
        self = .integer(number)
    }
}
