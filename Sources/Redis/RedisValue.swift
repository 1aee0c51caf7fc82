/// One reply of Redis, or one element of a reply.
public enum RedisValue: Sendable, Hashable {
    /// No value: a missing key, a blocking command that timed out, an aborted transaction.
    case null
    case integer(Int64)
    case bytes([UInt8])
    /// A short text such as `OK`.
    case status(String)
    /// A refusal inside a larger reply; a refusal of a whole command is thrown instead.
    case error(RedisServerError)
    case array([RedisValue])
}

extension RedisValue {
    public var isNull: Bool {
        self == .null
    }

    /// The raw bytes of a bulk string or status.
    public var bytes: [UInt8]? {
        switch self {
        case .bytes(let bytes): bytes
        case .status(let text): Array(text.utf8)
        default: nil
        }
    }

    /// The text of a bulk string (nil when it is not UTF-8), status or integer.
    public var string: String? {
        switch self {
        case .bytes(let bytes): String(validating: bytes, as: UTF8.self)
        case .status(let text): text
        case .integer(let number): String(number)
        default: nil
        }
    }

    /// The number of an integer reply, or of a string that is a decimal number, as hashes hold them.
    public var int: Int? {
        switch self {
        case .integer(let number): Int(exactly: number)
        case .bytes, .status: string.flatMap { Int($0) }
        default: nil
        }
    }

    public var array: [RedisValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }

    /// The server's error, when this is one.
    public var error: RedisServerError? {
        if case .error(let refusal) = self { refusal } else { nil }
    }

    /// The pairs of a flat list of names and values, as `HGETALL` and `XREAD` entries are; nil when the list
    /// has an odd length or a name is not UTF-8. Of a repeated name the last value holds.
    public var map: [String: RedisValue]? {
        guard let elements = array, elements.count.isMultiple(of: 2) else { return nil }
        var map: [String: RedisValue] = [:]
        map.reserveCapacity(elements.count / 2)
        for index in stride(from: 0, to: elements.count, by: 2) {
            guard let name = elements[index].string else { return nil }
            map[name] = elements[index + 1]
        }
        return map
    }
}
