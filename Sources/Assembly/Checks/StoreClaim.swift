import Logging
import ObjectStore
import Redis

/// Makes sure that API and workers see one store, by the marker in the store and its copy in Redis.
struct StoreClaim {
    /// In Redis: the id of the store that this installation uses. Outside the shards: it belongs to all of them.
    static let key = "galley:store"

    let client: RedisClient
    let marker: StoreMarker

    /// - Parameter place: where the store is, for the words of a refusal.
    init(client: RedisClient, store: any ObjectStore, place: StoreLocation) {
        self.client = client
        self.marker = StoreMarker(store: store, place: "\(place)")
    }

    /// For the API, which uses the store first: claims it, or finds that it is the claimed one.
    func agree() async throws {
        try await marker.agree { candidate in
            let before = try await client.send(
                ["SET", .string(Self.key), .string(candidate), "NX", "GET"], resend: true)
            return before.string ?? candidate
        }
    }

    /// For a worker: waits until an API has claimed a store, and makes sure that this is it.
    func verify(logger: Logger) async throws {
        var hasSaid = false
        while true {
            if let claimed = try await client.send(["GET", .string(Self.key)], resend: true).string {
                return try await marker.verify(claimed: claimed)
            }
            if !hasSaid { logger.notice("waiting for an API that says which store is used") }
            hasSaid = true
            try await Task.sleep(for: .milliseconds(500))
        }
    }
}
