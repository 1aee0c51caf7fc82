import Foundation
import Jobs
import Testing

@Suite("An id carries its shard")
struct ShardedIDTests {
    @Test("Every shard is read back from the id", arguments: [0, 1, 7, 255, 256, 511, 512, 1023])
    func carriesItsShard(shard: Int) throws {
        for _ in 0..<100 {
            let id = ShardedID(shard: shard)
            #expect(id.shard == shard)
            #expect(try #require(ShardedID(id.description)) == id)
        }
    }

    @Test("A shard beyond 1023 is taken modulo 1024")
    func wrapsAround() {
        #expect(ShardedID(shard: 1024).shard == 0)
        #expect(ShardedID(shard: 2050).shard == 2)
    }

    @Test("It is a version 7 UUID of the RFC 9562 variant")
    func isAVersion7UUID() throws {
        for shard in [0, 1023] {
            let id = ShardedID(shard: shard)
            let uuid = try #require(UUID(uuidString: id.description)).uuid
            #expect(uuid.6 >> 4 == 7)
            #expect(uuid.8 >> 6 == 0b10)
            #expect(id.description == id.description.lowercased())
        }
    }

    @Test("Its first 48 bits are the Unix time in milliseconds")
    func beginsWithItsTime() {
        let id = ShardedID(shard: 0, now: Date(timeIntervalSince1970: 1_700_000_000.123))
        let digits = id.description.filter { $0 != "-" }.prefix(12)
        let milliseconds = Int(digits, radix: 16) ?? 0
        #expect(abs(milliseconds - 1_700_000_000_123) <= 1)
    }

    @Test("Ids of later milliseconds sort behind")
    func sortsByTime() {
        let dates = (0..<50).map { Date(timeIntervalSince1970: 1_700_000_000 + Double($0) / 100) }
        let ids = dates.map { ShardedID(shard: 3, now: $0).description }
        #expect(ids == ids.sorted())
    }

    @Test(
        "What is not a version 7 UUID is no id",
        arguments: [
            "", "nonsense", "018f0000-0000-4000-8000-000000000000", "018f0000-0000-7000-8000-00000000000",
            "018f0000-0000-7000-8000-00000000000g", "018f00000-000-7000-8000-000000000000",
            "018f0000-0000-7000-8000-0000000000001",
        ])
    func refusesOthers(text: String) {
        #expect(ShardedID(text) == nil)
    }

    @Test("Upper case is read as the same id")
    func readsUpperCase() {
        let id = ShardedID(shard: 5)
        #expect(ShardedID(id.description.uppercased()) == id)
    }

    @Test("In JSON it is its text, and other text is refused")
    func isItsTextInJSON() throws {
        let id = ShardedID(shard: 9)
        #expect(try JSONCoding.encode([id]) == Array("[\"\(id)\"]".utf8))
        #expect(try JSONCoding.decode([ShardedID].self, from: JSONCoding.encode([id])) == [id])
        #expect(throws: DecodingError.self) {
            try JSONCoding.decode([ShardedID].self, from: Array("[\"no\"]".utf8))
        }
    }

    @Test("A tenant's shard is in range and the same in every process")
    func shardsTenants() {
        for tenant in ["", "acme", "globex", "ünïcode"] {
            #expect(ShardedID.shard(of: tenant, count: 1) == 0)
            #expect((0..<16).contains(ShardedID.shard(of: tenant, count: 16)))
        }
        // FNV-1a, 64 bits, of "a" is af63dc4c8601ec8c (the reference vectors of its authors): modulo 1000 it is 596.
        #expect(ShardedID.shard(of: "a", count: 1000) == Int(0xaf63_dc4c_8601_ec8c as UInt64 % 1000))
        #expect(Set((0..<200).map { ShardedID.shard(of: "tenant-\($0)", count: 8) }).count == 8)
    }
}
