import Foundation
import Logging
import Outbound
import Redis

/// A value that a flag or an environment variable can hold.
protocol SettingValue {
    /// - Throws: an error whose words say what was expected.
    init(setting text: String) throws
}

/// What was expected instead.
struct Expected: Error, CustomStringConvertible {
    let description: String

    init(_ words: String) { description = "expected \(words)" }
}

extension String: SettingValue {
    init(setting text: String) { self = text }
}

extension Int: SettingValue {
    init(setting text: String) throws {
        guard let number = Int(text) else { throw Expected("a whole number") }
        self = number
    }
}

extension Bool: SettingValue {
    init(setting text: String) throws {
        switch text.lowercased() {
        case "1", "true", "yes", "on": self = true
        case "0", "false", "no", "off": self = false
        default: throw Expected("true or false")
        }
    }
}

extension Duration: SettingValue {
    /// Reads `250ms`, `15s`, `2m`, `1h`; a bare number is seconds.
    init(setting text: String) throws {
        let units = [("ms", 1), ("s", 1_000), ("m", 60_000), ("h", 3_600_000), ("", 1_000)]
        for (unit, milliseconds) in units where text.hasSuffix(unit) {
            guard let number = Double(text.dropLast(unit.count)) else { continue }
            guard number >= 0, number < 1_000_000 else { break }
            self = .milliseconds(Int(number * Double(milliseconds)))
            return
        }
        throw Expected("a span such as 15s, 250ms or 2m")
    }
}

extension Logger.Level: SettingValue {
    init(setting text: String) throws {
        guard let level = Logger.Level(rawValue: text.lowercased()) else {
            throw Expected("one of " + Self.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = level
    }
}

extension LogFormat: SettingValue {
    init(setting text: String) throws {
        guard let format = LogFormat(rawValue: text.lowercased()) else {
            throw Expected("one of " + Self.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = format
    }
}

extension RedisEndpoint: SettingValue {
    init(setting text: String) throws { self = try RedisEndpoint(url: text) }
}

extension RedisDurability: SettingValue {
    init(setting text: String) throws {
        guard let durability = RedisDurability(rawValue: text.lowercased()) else {
            throw Expected("one of " + Self.allCases.map(\.rawValue).joined(separator: ", "))
        }
        self = durability
    }
}

extension StoreLocation: SettingValue {
    init(setting text: String) throws {
        if text.hasPrefix("s3:") {
            self = .bucket(try S3Options(url: text))
        } else if text.hasPrefix("/") {
            self = .directory(text)
        } else {
            guard let url = URL(string: text), url.isFileURL, url.host ?? "" == "", url.path.hasPrefix("/") else {
                throw Expected("file:///directory, /directory or s3://bucket/prefix")
            }
            self = .directory(url.path)
        }
    }
}
