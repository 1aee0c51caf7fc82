import Jobs
import Redis

/// A job's payload and metadata as they lie in one value of Redis.
///
/// The number of bytes of the metadata, a colon, the metadata as a JSON object (nothing when there is none), the payload.
/// One value, because reading, writing and removing a second one would cost Redis as much again for each job.
struct JobBody {
    var metadata: [String: String]
    var payload: [UInt8]

    init(_ job: NewJob) {
        metadata = job.metadata
        payload = job.payload
    }

    /// - Throws: when the bytes are no body.
    init(_ bytes: [UInt8]) throws {
        guard let colon = bytes.prefix(8).firstIndex(of: UInt8(ascii: ":")),
            let count = Int(String(decoding: bytes[..<colon], as: UTF8.self)), count >= 0,
            count <= bytes.count - colon - 1
        else { throw BrokerError.unreadable("a job's body does not say where its payload begins") }
        let start = colon + 1 + count
        metadata =
            count == 0 ? [:] : try JSONCoding.decode([String: String].self, from: Array(bytes[(colon + 1)..<start]))
        payload = Array(bytes[start...])
    }

    func bytes() throws -> [UInt8] {
        let object = metadata.isEmpty ? [] : try JSONCoding.encode(metadata)
        return Array("\(object.count):".utf8) + object + payload
    }
}
