import Documents
import Jobs
import Redis

/// The fields of a document's hash.
struct StoredDocument {
    private let schema: Int
    let organization: String
    private let request: [UInt8]
    private let ending: [UInt8]?

    /// Nil when there is no such hash.
    init?(_ reply: RedisValue?) throws {
        guard let fields = reply?.array, fields.count == 4, !fields[0].isNull else { return nil }
        guard let schema = fields[0].int, let organization = fields[1].string, let request = fields[2].bytes else {
            throw BrokerError.unreadable("a document's record lacks a field")
        }
        self.schema = schema
        self.organization = organization
        self.request = request
        ending = fields[3].bytes
    }

    func record(_ id: WorkflowID) throws -> DocumentRecord {
        guard schema <= DocumentRecord.schema else { throw Self.newer(id) }
        do {
            return DocumentRecord(
                request: try JSONCoding.decode(DocumentRequest.self, from: request),
                ending: try ending.map { try JSONCoding.decode(DocumentRecord.Ending.self, from: $0) })
        } catch {
            throw BrokerError.unreadable("the record of document \(id) cannot be decoded: \(error)")
        }
    }

    static func newer(_ id: WorkflowID) -> BrokerError {
        .unreadable("the record of document \(id) was written by a newer version of this program; update this one")
    }
}
