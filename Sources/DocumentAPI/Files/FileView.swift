import Foundation
import ObjectStore

/// A file as answers show it.
struct FileView: Encodable {
    var name: String
    /// What `file_paths` takes.
    var filePath: String
    var url: String
    var size: Int
    var sha256: String
    @OrNull var format: String?
    var modifiedAt: Date

    init(_ info: ObjectInfo) {
        name = info.key.name
        filePath = info.key.description
        let path = info.key.parts.dropFirst().joined(separator: "/")
        let allowed = CharacterSet.urlPathAllowed
        url = "/api/v1/files/" + (path.addingPercentEncoding(withAllowedCharacters: allowed) ?? path)
        size = info.size
        sha256 = info.sha256
        format = info.metadata[UploadHead.formatName]
        modifiedAt = info.modifiedAt
    }
}
