import Redis

/// What must change several keys in one step, each one Lua file.
enum RecordScripts {
    static let createDocument = script("create_document", PackageResources.create_document_lua)
    static let endDocument = script("end_document", PackageResources.end_document_lua)
    static let deleteDocument = script("delete_document", PackageResources.delete_document_lua)
    static let createKey = script("create_key", PackageResources.create_key_lua)
    static let deleteKey = script("delete_key", PackageResources.delete_key_lua)

    private static func script(_ name: String, _ source: [UInt8]) -> RedisScript {
        RedisScript(name: name, source: String(decoding: source, as: UTF8.self))
    }
}
