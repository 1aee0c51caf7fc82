import Foundation
import Hummingbird
import NIOCore
import ObjectStore
import Synchronization
import Testing

@testable import DocumentAPI

@Suite struct StreamingTests {
    /// Makes the chunks of a 64 MiB form on demand, and notes how far it is ahead of what the store has taken.
    private final class Source: Sendable {
        static let chunk = 128 << 10
        static let chunks = 512
        let made = Mutex(0)
        let taken = Mutex(0)
        let farthest = Mutex(0)

        func make(_ number: Int) -> ByteBuffer {
            let made = made.withLock { count in
                count += Self.chunk
                return count
            }
            let ahead = made - taken.withLock { $0 }
            farthest.withLock { $0 = max($0, ahead) }
            return ByteBuffer(repeating: UInt8(ascii: "a") + UInt8(number % 26), count: Self.chunk)
        }
    }

    private struct Form: AsyncSequence, Sendable {
        let source: Source

        func makeAsyncIterator() -> Iterator { Iterator(source: source) }

        struct Iterator: AsyncIteratorProtocol {
            let source: Source
            var step = -1

            mutating func next() async throws -> ByteBuffer? {
                defer { step += 1 }
                switch step {
                case -1:
                    return ByteBuffer(
                        string: "--x\r\ncontent-disposition: form-data; name=container\r\n\r\ninput\r\n"
                            + "--x\r\ncontent-disposition: form-data; name=file_name\r\n\r\nbig.txt\r\n"
                            + "--x\r\ncontent-disposition: form-data; name=file_content; filename=big\r\n\r\n")
                case 0..<Source.chunks: return source.make(step)
                case Source.chunks: return ByteBuffer(string: "\r\n--x--\r\n")
                default: return nil
                }
            }
        }
    }

    /// A store that only counts.
    private struct CountingStore: ObjectStore {
        let source: Source

        func put(
            _ key: ObjectKey, body: any AsyncSequence<ByteBuffer, any Error> & Sendable, metadata: [String: String],
            limit: Int
        ) async throws -> ObjectInfo {
            var size = 0
            for try await chunk in body {
                size += chunk.readableBytes
                source.taken.withLock { $0 += chunk.readableBytes }
            }
            return ObjectInfo(key: key, size: size, sha256: "", metadata: metadata, modifiedAt: .distantPast)
        }

        func create(_ key: ObjectKey, bytes: ByteBuffer) async throws {}

        func get(_ key: ObjectKey, range: Range<Int>?) async throws -> StoredObject {
            throw ObjectStoreError.notFound(key)
        }

        func head(_ key: ObjectKey) async throws -> ObjectInfo? { nil }
        func delete(_ key: ObjectKey) async throws {}
        func list(prefix: String, after cursor: String?, limit: Int) async throws -> [ObjectInfo] { [] }
        func prune(olderThan age: Duration) async throws -> Int { 0 }
    }

    @Test func anUploadOfSixtyFourMegabytesIsNeverHeldInMemory() async throws {
        let source = Source()
        let intake = FileIntake(store: CountingStore(source: source), sniffer: PlainSniffer(), limit: 100 << 20)
        var form = UploadForm(intake: intake, organization: "acme")
        let body = RequestBody(asyncSequence: Form(source: source))
        let (place, info) = try await form.read(MultipartReader(body, boundary: "x"))
        #expect(place.key.description == "acme/input/big.txt")
        #expect(info.size == 64 << 20)
        // What is read ahead to tell the type, and a chunk or two on the way.
        #expect(source.farthest.withLock { $0 } <= UploadHead.size + 3 * Source.chunk)
    }
}
