import Redis

/// The verbs that change more than one key, each one Lua file.
enum Scripts {
    static let createDocument = script("create_document", PackageResources.create_document_lua)
    static let setEnding = script("set_ending", PackageResources.set_ending_lua)
    static let deleteDocument = script("delete_document", PackageResources.delete_document_lua)

    private static func script(_ name: String, _ source: [UInt8]) -> RedisScript {
        RedisScript(name: name, source: String(decoding: source, as: UTF8.self))
    }
}
