import Foundation
import ObjectStore
import ObjectStoreTesting
import Testing

@Suite("Every store keeps the promises of the contract")
struct ConformanceTests {
    @Test("the memory store:", arguments: ObjectStoreBehaviour.all)
    func memory(_ behaviour: ObjectStoreBehaviour) async throws {
        try await behaviour.check(MemoryStore())
    }

    @Test("the directory store:", arguments: ObjectStoreBehaviour.all)
    func directory(_ behaviour: ObjectStoreBehaviour) async throws {
        try await withTemporaryDirectory { directory in
            try await behaviour.check(try DirectoryStore(root: directory.path))
        }
    }
}
