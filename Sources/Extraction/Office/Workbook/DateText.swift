/// A part of a date's format.
enum DateToken: Equatable {
    case literal(String)
    /// A letter and how often it stands: `yyyy` is a year in four digits.
    case field(Character, Int)
    case minutes(Int)
    case fraction(Int)
    case halfOfDay
    case elapsed(Character)

    /// Runs of a letter become fields; `m` beside hours or seconds means minutes.
    static func tokens(_ pieces: [CellFormatPiece]) -> [DateToken] {
        var tokens: [DateToken] = []
        for piece in pieces {
            switch piece {
            case .literal(let text): tokens.append(.literal(text))
            case .general: break
            case .elapsed(let letter): tokens.append(.elapsed(letter))
            case .code(let character): add(character, to: &tokens)
            }
        }
        return withMinutes(tokens)
    }

    private static func add(_ character: Character, to tokens: inout [DateToken]) {
        let letter = Character(character.lowercased())
        switch (letter, tokens.last) {
        case ("a", _): tokens.append(.halfOfDay)
        case ("0", .fraction(let count)): tokens[tokens.count - 1] = .fraction(min(count + 1, 3))
        case (".", .field("s", _)): tokens.append(.fraction(0))
        case (".", _), (",", _): tokens.append(.literal(String(letter)))
        case ("y", _), ("m", _), ("d", _), ("h", _), ("s", _):
            if case .field(letter, let count) = tokens.last {
                tokens[tokens.count - 1] = .field(letter, count + 1)
            } else {
                tokens.append(.field(letter, 1))
            }
        default: break
        }
    }

    private static func withMinutes(_ tokens: [DateToken]) -> [DateToken] {
        var result = tokens
        let fields = tokens.indices.filter { index in
            switch tokens[index] {
            case .field, .elapsed: true
            default: false
            }
        }
        for (position, index) in fields.enumerated() {
            guard case .field("m", let count) = tokens[index], count <= 2 else { continue }
            let before = position > 0 ? tokens[fields[position - 1]] : nil
            let after = position + 1 < fields.count ? tokens[fields[position + 1]] : nil
            if before?.isHour == true || after?.isSecond == true { result[index] = .minutes(count) }
        }
        return result
    }

    private var isHour: Bool {
        switch self {
        case .field("h", _), .elapsed("h"): true
        default: false
        }
    }

    private var isSecond: Bool {
        switch self {
        case .field("s", _), .elapsed("s"): true
        default: false
        }
    }
}

/// Writes dates and times as a workbook shows them, in English.
enum DateText {
    static func text(_ date: SerialDate, serial: Double, _ tokens: [DateToken]) -> String {
        let hasHalves = tokens.contains(.halfOfDay)
        return tokens.map { token in
            switch token {
            case .literal(let text): text
            case .halfOfDay: date.hour < 12 ? "AM" : "PM"
            case .minutes(let count): padded(date.minute, count)
            case .fraction(let count): count == 0 ? "" : "." + padded(date.milliseconds % 1_000, 3).prefix(count)
            case .elapsed(let letter): elapsed(serial, letter)
            case .field(let letter, let count): field(letter, count, date, hasHalves: hasHalves)
            }
        }.joined().trimmed
    }

    private static func field(_ letter: Character, _ count: Int, _ date: SerialDate, hasHalves: Bool) -> String {
        switch letter {
        case "y": return count <= 2 ? padded(date.year % 100, 2) : padded(date.year, 4)
        case "m":
            let name = months[date.month - 1]
            return count <= 2
                ? padded(date.month, count) : String(count == 4 ? name[...] : name.prefix(count == 3 ? 3 : 1))
        case "d":
            let name = weekdays[date.weekday]
            return count <= 2 ? padded(date.day, count) : String(count == 3 ? name.prefix(3) : name[...])
        case "h": return padded(hasHalves ? (date.hour + 11) % 12 + 1 : date.hour, count)
        case "s": return padded(date.second, count)
        default: return ""
        }
    }

    private static func elapsed(_ serial: Double, _ letter: Character) -> String {
        let seconds = Int((serial * 86_400).rounded())
        return switch letter {
        case "h": String(seconds / 3_600)
        case "m": String(seconds / 60)
        default: String(seconds)
        }
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(min(width, 4) - digits.count, 0)) + digits
    }

    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
        "December",
    ]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
}
