import DocumentAPI
import Extraction

/// The API's look at an upload's first bytes, by the readers' own knowledge of formats.
struct HeadSniffer: UploadSniffing {
    func kind(of head: [UInt8], isWhole: Bool, name: String) -> UploadKind {
        do {
            return .readable(format: try SourceHead.format(of: head, isWhole: isWhole, name: name).rawValue)
        } catch {
            return .unreadable(error.message)
        }
    }
}
