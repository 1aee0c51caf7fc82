import JobsRedis
import Testing

@Suite("A Redis that cannot keep the promises is refused")
struct RedisFactsTests {
    private func facts(_ version: String, _ policy: String = "noeviction", aof: Bool = true) -> RedisFacts {
        RedisFacts(
            info: "# Server\r\nredis_version:\(version)\r\nmaxmemory_policy:\(policy)\r\naof_enabled:\(aof ? 1 : 0)\r\n"
        )
    }

    @Test("7.0 and later are taken", arguments: ["7.0.0", "7.0.15", "7.4.1", "8.0.0", "10.2"])
    func taken(_ version: String) {
        #expect(facts(version).objection == nil)
    }

    @Test("older ones are refused by name", arguments: ["6.2.14", "6.9", "0", "5.0.7"])
    func refused(_ version: String) throws {
        #expect(try #require(facts(version).objection).contains(version))
    }

    @Test("one that may evict is refused", arguments: ["allkeys-lru", "volatile-ttl", "unknown"])
    func evicting(_ policy: String) throws {
        #expect(try #require(facts("7.2.0", policy).objection).contains(policy))
    }

    @Test("one without an append-only file is taken with a warning")
    func warning() {
        #expect(facts("7.2.0").warning == nil)
        #expect(facts("7.2.0", aof: false).warning != nil)
        #expect(facts("7.2.0", aof: false).objection == nil)
    }
}
