/// The templates that come with the program.
public enum BuiltInTemplate: String, CaseIterable, Sendable {
    /// A clinical study report on the outline of ICH E3.
    case csr
    /// A trial protocol on the outline of ICH M11.
    case `protocol`
    /// The sources' own headings.
    case generic

    /// As it is written, with its comments.
    public var text: String { String(decoding: bytes, as: UTF8.self) }

    private var bytes: [UInt8] {
        switch self {
        case .csr: PackageResources.csr_yaml
        case .protocol: PackageResources.protocol_yaml
        case .generic: PackageResources.generic_yaml
        }
    }
}
