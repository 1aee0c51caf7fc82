import Foundation
import NIOCore

/// Tells whether two processes see the same store: one object with a random id that each of them compares.
///
/// The id stands in two places, in the store and with the broker. Whoever starts first claims it there; everyone
/// after must find in the store what was claimed.
public struct StoreMarker: Sendable {
    public static let key = ObjectKey(wellKnown: "system/marker")

    private let store: any ObjectStore
    private let place: String

    /// - Parameter place: where the store is, in words for an operator.
    public init(store: any ObjectStore, place: String = "the store") {
        self.store = store
        self.place = place
    }

    /// The id that lies in the store; nil when there is none.
    public func read() async throws -> String? {
        do {
            return String(buffer: try await store.bytes(Self.key, limit: 256))
        } catch ObjectStoreError.notFound {
            return nil
        }
    }

    /// Makes sure that this store is the one that was claimed with the broker, or claims it.
    ///
    /// The store gets its marker first, if it has none: an empty store with a broker that knows another one is so told
    /// apart from a new installation, however many processes start at once.
    ///
    /// - Parameter claim: writes the id with the broker if none is there, and answers with the one that then is: one
    ///   step, so that of several processes starting at once all get the same answer.
    /// - Throws: ``Mismatch`` when the store bears another id than the broker.
    public func agree(claim: (_ candidate: String) async throws -> String) async throws {
        if try await read() == nil {
            try await store.create(Self.key, bytes: ByteBuffer(string: UUID().uuidString.lowercased()))
        }
        // What is there now, since another process may have been faster.
        guard let own = try await read() else { throw ObjectStoreError.unavailable("its marker is gone") }
        let claimed = try await claim(own)
        guard own == claimed else { throw Mismatch(place: place, store: own, broker: claimed) }
    }

    /// Makes sure, without claiming, that this store is the one that was claimed with the broker.
    public func verify(claimed: String) async throws {
        let own = try await read()
        guard own == claimed else { throw Mismatch(place: place, store: own, broker: claimed) }
    }

    /// This store is not the one that the other processes use.
    public struct Mismatch: Error, Equatable, CustomStringConvertible {
        public var place: String
        /// Nil when the store has no marker at all.
        public var store: String?
        public var broker: String

        public var description: String {
            "This process does not see the object store that the others use: \(place) has "
                + (store.map { "the marker \($0)" } ?? "no marker") + ", theirs has \(broker)."
        }
    }
}

extension ObjectKey {
    /// A key that stands in the source code, and is therefore known to be one.
    init(wellKnown text: StaticString) {
        guard let key = ObjectKey("\(text)") else { preconditionFailure("\(text) is no object key") }
        self = key
    }
}
