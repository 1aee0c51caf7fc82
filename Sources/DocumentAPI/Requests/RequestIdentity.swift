import Foundation
import HTTPTypes

/// Decides which of a client's words about a request are taken over into logs and jobs.
enum RequestIdentity {
    /// The client's id when it is short and harmless, else a new one.
    static func id(_ given: String?) -> String {
        guard let given, (1...128).contains(given.utf8.count), given.utf8.allSatisfy(isHarmless) else {
            return UUID().uuidString.lowercased()
        }
        return given
    }

    /// Only what has the form of W3C Trace Context: `00-` 32 hexadecimal digits `-` 16 `-` 2.
    static func traceparent(_ given: String?) -> String? {
        guard let given, given.utf8.count == 55 else { return nil }
        let parts = given.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.map(\.utf8.count) == [2, 32, 16, 2] else { return nil }
        return parts.allSatisfy { $0.allSatisfy(\.isHexDigit) } ? given : nil
    }

    private static func isHarmless(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
            UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
            UInt8(ascii: ":"), UInt8(ascii: "/"), UInt8(ascii: "+"), UInt8(ascii: "="):
            true
        default: false
        }
    }
}
