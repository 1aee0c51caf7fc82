import Foundation
import ObjectStore

extension StoreLocation: CustomStringConvertible {
    /// Opens the store, and makes its directory where it is missing.
    func open() throws(StartFailure) -> any ObjectStore {
        switch self {
        case .directory(let path):
            do {
                return try DirectoryStore(root: path)
            } catch {
                throw StartFailure("\(error)")
            }
        }
    }

    /// Whether there is something to open.
    var exists: Bool {
        switch self {
        case .directory(let path): FileManager.default.fileExists(atPath: path)
        }
    }

    public var description: String {
        switch self {
        case .directory(let path): path
        }
    }
}
