extension NewJob {
    /// Checks what becomes part of a broker's keys.
    ///
    /// - Throws: ``EnqueueError/invalidName(_:)`` when a name is empty (a tenant may be), longer than 200 bytes,
    ///   or holds a control character, a space or a brace; ``EnqueueError/payloadTooLarge(bytes:limit:)``.
    public func checkNames() throws {
        for (what, name) in [("name", name), ("queue", queue), ("tenant", tenant)] {
            if what == "tenant" && name.isEmpty { continue }
            guard !name.isEmpty, name.utf8.count <= 200, name.unicodeScalars.allSatisfy(Self.isAllowed) else {
                throw EnqueueError.invalidName("\"\(name)\" cannot be the \(what) of a job.")
            }
        }
        guard payload.count <= EnqueueOptions.payloadLimit else {
            throw EnqueueError.payloadTooLarge(bytes: payload.count, limit: EnqueueOptions.payloadLimit)
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && scalar.value != 0x7F && scalar != "{" && scalar != "}"
    }
}
