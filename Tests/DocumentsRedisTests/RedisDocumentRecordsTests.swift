import Documents
import DocumentsRedis
import Foundation
import Jobs
import Logging
import Redis
import RedisTesting
import Testing

@Suite struct RedisDocumentRecordsTests {
    private func withRecords(_ body: (RedisDocumentRecords) async throws -> Void) async throws {
        try await withRedisServer { server in
            let logger = Logger(label: "test", factory: { _ in SwiftLogNoOpLogHandler() })
            let client = RedisClient(options: RedisOptions(endpoint: server.endpoint), logger: logger)
            do {
                try await body(RedisDocumentRecords(client: client))
            } catch {
                await client.close()
                throw error
            }
            await client.close()
        }
    }

    private func record(_ number: Int, organization: String = "acme", type: String = "CSR") -> DocumentRecord {
        let date = Date(timeIntervalSince1970: 1_700_000_000 + Double(number))
        return DocumentRecord(
            request: DocumentRequest(
                id: WorkflowID(now: date), organization: organization, requestedBy: "key", documentType: type,
                templateID: "csr", sources: [], documentSetKey: "set", documentSetName: "Set", outputName: "out",
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
}
