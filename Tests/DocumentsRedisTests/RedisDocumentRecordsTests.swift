import Documents
import DocumentsRedis
import Foundation
import Jobs
import Logging
import Redis
import RedisTesting
import Testing

@Suite struct RedisDocumentRecordsTests {
    private func withRecords(
        shards: Int = 1, _ body: (RedisDocumentRecords) async throws -> Void
    ) async throws {
        try await withClient { client, logger in
            try await body(RedisDocumentRecords(client: client, shards: shards, logger: logger))
        }
    }

    /// For tests that look at, or change, what lies in Redis itself.
    private func withClient(_ body: (RedisClient, Logger) async throws -> Void) async throws {
        try await withRedisServer { server in
            let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            let client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: logger)
            do {
                try await body(client, logger)
            } catch {
                await client.close()
                throw error
            }
            await client.close()
        }
    }

    private func record(
        _ number: Int, organization: String = "acme", type: String = "CSR", set: String = "set", shard: Int = 0
    ) -> DocumentRecord {
        let date = Date(timeIntervalSince1970: 1_700_000_000 + Double(number))
        return DocumentRecord(
            request: DocumentRequest(
                id: WorkflowID(shard: shard, now: date), organization: organization, requestedBy: "key",
                documentType: type,
                templateID: "csr", sources: [], documentSetKey: set, documentSetName: "Set", outputName: "out",
                createdAt: date))
    }

    private let ending = DocumentRecord.Ending(
        state: .failed,
        failure: WorkflowFailure(failure: JobFailure(code: "c", message: "m"), group: "rules", node: nil, job: nil),
        finishedAt: Date(timeIntervalSince1970: 1_700_000_100), product: nil, workflow: nil)

    @Test func aRecordIsKeptAndAnotherOrganizationDoesNotSeeIt() async throws {
        try await withRecords { records in
            let record = record(1)
            try await records.create(record)
            try await records.create(record)
            #expect(try await records.document(record.id, organization: "acme") == record)
            #expect(try await records.document(record.id, organization: "other") == nil)
            try await records.setEnding(ending, of: record.id, organization: "other")
            #expect(try await records.document(record.id, organization: "acme")?.ending == nil)
            try await records.setEnding(ending, of: record.id, organization: "acme")
            #expect(try await records.document(record.id, organization: "acme")?.ending == ending)
            try await records.setEnding(nil, of: record.id, organization: "acme")
            #expect(try await records.document(record.id, organization: "acme") == record)
        }
    }

    @Test func aListIsNewestFirstAndPagesMeetWithoutGapOrRepetition() async throws {
        try await withRecords { records in
            let all = (0..<7).map { record($0, type: $0.isMultiple(of: 2) ? "CSR" : "Protocol") }
            for record in all { try await records.create(record) }
            try await records.create(record(8, organization: "other"))
            var seen: [WorkflowID] = []
            var query = DocumentQuery(organization: "acme", limit: 3)
            repeat {
                let page = try await records.documents(query)
                seen += page.documents.map(\.id)
                query.cursor = page.cursor
            } while query.cursor != nil
            #expect(seen == all.reversed().map(\.id))
            let protocols = try await records.documents(DocumentQuery(organization: "acme", documentType: "Protocol"))
            #expect(protocols.documents.map(\.id) == [all[5].id, all[3].id, all[1].id] && protocols.cursor == nil)
        }
    }

    @Test func aDeletedDocumentIsGoneAndItsEndingIsNotWritten() async throws {
        try await withRecords { records in
            let record = record(1)
            try await records.create(record)
            try await records.delete(record.id, organization: "acme")
            try await records.setEnding(ending, of: record.id, organization: "acme")
            #expect(try await records.document(record.id, organization: "acme") == nil)
            #expect(try await records.documents(DocumentQuery(organization: "acme")).documents.isEmpty)
        }
    }

    @Test func aKeyIsFoundByItsHashUntilItIsDeleted() async throws {
        try await withRecords { records in
            let secret = APIKey.makeSecret()
            let key = APIKey(
                secret: secret, organization: "acme", role: .writer, name: "ci",
                createdAt: Date(timeIntervalSince1970: 1_700_000_000))
            try await records.create(key)
            #expect(try await records.key(hash: APIKey.hash(ofSecret: secret)) == key)
            #expect(try await records.keys(organization: "acme") == [key])
            #expect(try await records.deleteKey(id: key.id, organization: "other") == false)
            #expect(try await records.deleteKey(id: key.id, organization: "acme"))
            #expect(try await records.key(hash: key.hash) == nil)
        }
    }

    @Test func aListIsMergedOverShardsAndFiltersMeet() async throws {
        try await withRecords(shards: 3) { records in
            let all = (0..<12).map { number in
                record(
                    number, type: number.isMultiple(of: 2) ? "CSR" : "Protocol",
                    set: number.isMultiple(of: 3) ? "third" : "set", shard: number % 3)
            }
            for record in all { try await records.create(record) }
            var query = DocumentQuery(organization: "acme", limit: 5)
            let first = try await records.documents(query)
            query.cursor = first.cursor
            let second = try await records.documents(query)
            #expect((first.documents + second.documents).map(\.id) == all.reversed().prefix(10).map(\.id))
            let both = DocumentQuery(organization: "acme", documentType: "Protocol", documentSetKey: "third", limit: 1)
            let page = try await records.documents(both)
            #expect(page.documents.map(\.id) == [all[9].id] && page.cursor != nil)
        }
    }

    @Test func aRecordOfANewerVersionIsLeftAloneAndSaidSo() async throws {
        try await withClient { client, logger in
            let records = RedisDocumentRecords(client: client, logger: logger)
            let (old, newer) = (record(1), record(2))
            try await records.create(old)
            try await records.create(newer)
            let key = "galley:{0}:doc:\(newer.id)"
            _ = try await client.send(["HSET", .string(key), "sv", 99])
            let before = try await client.send(["HGETALL", .string(key)])
            let error = await #expect(throws: BrokerError.self) {
                try await records.document(newer.id, organization: "acme")
            }
            guard case .unreadable(let reason) = error else {
                Issue.record("not told apart: \(String(describing: error))")
                return
            }
            #expect(reason.contains("newer version") && reason.contains(newer.id.description))
            await #expect(throws: BrokerError.self) {
                try await records.setEnding(ending, of: newer.id, organization: "acme")
            }
            await #expect(throws: BrokerError.self) { try await records.delete(newer.id, organization: "acme") }
            #expect(try await client.send(["HGETALL", .string(key)]) == before)
            let listed = try await records.documents(DocumentQuery(organization: "acme"))
            #expect(listed.documents.map(\.id) == [old.id])
        }
    }

    @Test func aFullRedisTakesNoDocumentAndStillTakesAnEnding() async throws {
        try await withClient { client, logger in
            let records = RedisDocumentRecords(client: client, logger: logger)
            let (first, second) = (record(1), record(2))
            try await records.create(first)
            _ = try await client.send(["CONFIG", "SET", "maxmemory", "1"])
            let error = await #expect(throws: BrokerError.self) { try await records.create(second) }
            guard case .refusesWrites = error else {
                Issue.record("not told apart: \(String(describing: error))")
                return
            }
            try await records.setEnding(ending, of: first.id, organization: "acme")
            #expect(try await records.document(first.id, organization: "acme")?.ending == ending)
            #expect(try await records.document(second.id, organization: "acme") == nil)
        }
    }

    @Test func aDeletedDocumentLeavesNoKeyBehind() async throws {
        try await withClient { client, logger in
            let records = RedisDocumentRecords(client: client, logger: logger)
            let record = record(1)
            try await records.create(record)
            #expect(try await client.send(["DBSIZE"]).int == 4)
            try await records.delete(record.id, organization: "other")
            #expect(try await client.send(["DBSIZE"]).int == 4)
            try await records.delete(record.id, organization: "acme")
            #expect(try await client.send(["DBSIZE"]).int == 0)
        }
    }

    @Test func aServerThatIsGoneIsUnavailable() async throws {
        try await withRedisServer { server in
            let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            var options = RedisOptions(endpoint: server.endpoint)
            options.commandDeadline = .milliseconds(300)
            let client = RedisClient(options: options, logger: logger)
            await server.kill()
            let error = await #expect(throws: BrokerError.self) {
                try await RedisDocumentRecords(client: client).key(hash: "x")
            }
            await client.close()
            guard case .unavailable = error else {
                Issue.record("not told apart: \(String(describing: error))")
                return
            }
        }
    }
}
