extension NewJob {
    /// Checks what becomes part of a broker's keys.
    ///
    /// - Throws: ``EnqueueError/invalidName(_:)`` when a name is empty (a tenant may be), longer than 200 bytes,
    ///   or holds a control character, a space or a brace, or a queue's name a colon; ``EnqueueError/payloadTooLarge(bytes:limit:)``.
    public func checkNames() throws {
        for (what, name) in [("name", name), ("queue", queue), ("tenant", tenant)] {
            if what == "tenant" && name.isEmpty { continue }
            // A queue's name stands before other parts of a key.
            if what == "queue" && name.contains(":") {
                throw EnqueueError.invalidName("\"\(name)\" cannot be a queue: it holds a colon.")
            }
            guard !name.isEmpty, name.utf8.count <= 200, name.unicodeScalars.allSatisfy(Self.isAllowed) else {
                throw EnqueueError.invalidName("\"\(name)\" cannot be the \(what) of a job.")
            }
        }
        if let key = deduplication?.key, key.isEmpty || key.utf8.count > 200 {
            throw EnqueueError.invalidName("A deduplication key has 1 to 200 bytes.")
        }
        guard payload.count <= EnqueueOptions.payloadLimit else {
            throw EnqueueError.payloadTooLarge(bytes: payload.count, limit: EnqueueOptions.payloadLimit)
        }
    }

    private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
        scalar.value > 0x20 && scalar.value != 0x7F && scalar != "{" && scalar != "}"
    }
}
