extension RedisCommand {
    /// Commands that concern a server and no key of it.
    private static let keyless: Set<String> = [
        "ACL", "ASKING", "AUTH", "BGREWRITEAOF", "BGSAVE", "CLIENT", "CLUSTER", "COMMAND", "CONFIG", "DBSIZE", "DEBUG",
        "ECHO", "FLUSHALL", "FLUSHDB", "HELLO", "INFO", "KEYS", "LASTSAVE", "LATENCY", "PING", "PUBLISH", "ROLE",
        "SAVE",
        "SCAN", "SCRIPT", "SELECT", "SHUTDOWN", "SLOWLOG", "TIME", "WAIT",
    ]

    /// The slot of the command's first key; nil when it has none. A command's keys must all lie in one slot.
    var slot: Int? {
        guard case .string(let written)? = arguments.first else { return nil }
        let name = written.uppercased()
        if Self.keyless.contains(name) { return nil }
        let key: RedisArgument?
        switch name {
        case "EVALSHA", "EVAL", "EVALSHA_RO", "EVAL_RO", "FCALL", "FCALL_RO":
            key = arguments.count > 3 && arguments[2] != 0 ? arguments[3] : nil
        case "XREAD", "XREADGROUP":
            let mark = arguments.firstIndex { $0.bytes.elementsEqual("STREAMS".utf8) }
            key = mark.flatMap { $0 + 1 < arguments.count ? arguments[$0 + 1] : nil }
        case "LMPOP", "MEMORY", "OBJECT", "SINTERCARD", "XGROUP", "XINFO", "ZDIFF", "ZINTER", "ZINTERCARD", "ZMPOP",
            "ZUNION":
            key = arguments.count > 2 ? arguments[2] : nil
        case "BLMPOP", "BZMPOP":
            key = arguments.count > 3 ? arguments[3] : nil
        default:
            key = arguments.count > 1 ? arguments[1] : nil
        }
        return key.map { HashSlot.of($0.bytes) }
    }
}

extension RedisArgument {
    /// What reaches Redis.
    fileprivate var bytes: [UInt8] {
        switch self {
        case .string(let text): Array(text.utf8)
        case .bytes(let bytes): bytes
        case .integer(let number): Array(String(number).utf8)
        }
    }
}
