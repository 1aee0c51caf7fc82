import Foundation
import ObjectStore

/// An address of a bucket that cannot be read; says what was expected and repeats nothing of it.
public struct InvalidS3URL: Error, CustomStringConvertible {
    public let description: String
}

extension S3Options {
    /// Reads `s3://bucket[/prefix][?endpoint=…&region=…&addressing=…&credentials=…]`.
    ///
    /// - `endpoint`: `https://host[:port]`, for a server that is not AWS; `http://` is taken too.
    /// - `region`: such as `eu-central-1`.
    /// - `addressing`: `path` or `virtual`.
    /// - `credentials`: `environment`, `file` or `instance`, or several with commas between.
    public init(url text: String) throws(InvalidS3URL) {
        guard let url = URLComponents(string: text), url.scheme == "s3", let bucket = url.host,
            url.port == nil, url.fragment == nil
        else { throw InvalidS3URL(description: "expected s3://bucket/prefix?endpoint=https://host&region=name") }
        guard url.user == nil, url.password == nil else {
            throw InvalidS3URL(description: "expected no credentials in the address; they come from elsewhere")
        }
        guard Self.isBucket(bucket) else {
            throw InvalidS3URL(
                description: "expected a bucket's name: 3 to 63 lower-case letters, digits, dots and dashes")
        }
        self.init(bucket: bucket, prefix: try Self.prefix(url.path))
        var seen: Set<String> = []
        for item in url.queryItems ?? [] {
            guard seen.insert(item.name).inserted, let value = item.value, !value.isEmpty else {
                throw InvalidS3URL(
                    description: "expected each of the words behind the question mark once, with a value")
            }
            try set(item.name, to: value)
        }
    }

    private mutating func set(_ name: String, to value: String) throws(InvalidS3URL) {
        switch name {
        case "endpoint":
            guard S3Address.authority(ofEndpoint: value) != nil else {
                throw InvalidS3URL(description: "expected endpoint=https://host or https://host:port")
            }
            endpoint = value
        case "region":
            guard Self.isRegion(value) else { throw InvalidS3URL(description: "expected region=name, as eu-central-1") }
            region = value
        case "addressing":
            addressing = try Self.choice(value, of: name)
        case "credentials":
            credentialSources = []
            for word in value.split(separator: ",", omittingEmptySubsequences: false) {
                credentialSources.append(try Self.choice(String(word), of: name))
            }
        default:
            throw InvalidS3URL(
                description: "expected endpoint, region, addressing or credentials behind the question mark")
        }
    }

    private static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ word: String, of name: String
    ) throws(InvalidS3URL) -> Choice {
        guard let choice = Choice(rawValue: word) else {
            let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
            throw InvalidS3URL(description: "expected \(name) to be one of \(words)")
        }
        return choice
    }

    private static func prefix(_ path: String) throws(InvalidS3URL) -> String {
        let prefix = path.split(separator: "/", omittingEmptySubsequences: true).joined(separator: "/")
        guard prefix.isEmpty || (ObjectKey(prefix) != nil && prefix.utf8.count <= maxPrefixBytes) else {
            throw InvalidS3URL(
                description: "expected a prefix of at most \(maxPrefixBytes) bytes, no part of which begins with a dot")
        }
        return prefix
    }

    private static func isBucket(_ text: String) -> Bool {
        let isWord = text.utf8.allSatisfy {
            $0.isLowerCaseOrDigit || $0 == UInt8(ascii: "-") || $0 == UInt8(ascii: ".")
        }
        return isWord && (3...63).contains(text.utf8.count) && text.utf8.first?.isLowerCaseOrDigit == true
            && text.utf8.last?.isLowerCaseOrDigit == true && !text.contains("..")
    }

    static func isRegion(_ text: String) -> Bool {
        (1...64).contains(text.utf8.count) && text.utf8.allSatisfy { $0.isLowerCaseOrDigit || $0 == UInt8(ascii: "-") }
    }
}

extension UInt8 {
    fileprivate var isLowerCaseOrDigit: Bool {
        (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(self) || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(self)
    }
}
