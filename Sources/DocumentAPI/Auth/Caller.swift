import Documents

/// Who sends a request: the holder of a key, acting for one organization.
struct Caller: Sendable, Equatable {
    /// Public, such as the id of the key.
    var id: String
    var name: String
    var organization: String
    var role: APIKey.Role

    /// How messages call it.
    var spokenName: String { name.isEmpty ? id : name }

    /// Refuses a caller who may do less than `least`.
    func require(_ least: APIKey.Role) throws {
        let order = APIKey.Role.allCases
        guard let own = order.firstIndex(of: role), let needed = order.firstIndex(of: least), own >= needed else {
            throw Problem.forbidden("This needs a key of the role \(least.rawValue); yours is a \(role.rawValue).")
        }
    }
}
