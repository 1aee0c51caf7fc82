import ArgumentParser
import Documents
import Foundation

/// A template that a command was given: a file, or the name of a built-in one.
struct TemplateFile {
    var name: String
    var text: String

    /// - Throws: an exit code after one sentence on standard error.
    static func at(_ path: String) throws -> TemplateFile {
        guard let file = FileHandle(forReadingAtPath: path) else {
            throw CommandFailure.missing("template file \(path)")
        }
        do {
            // One byte more than is taken, so that the reader can say that it is too large.
            let bytes = try file.read(upToCount: TemplateReader.maxBytes + 1) ?? Data()
            return TemplateFile(name: path, text: String(decoding: bytes, as: UTF8.self))
        } catch {
            throw CommandFailure.refused("\(path) cannot be read: \(error.localizedDescription)")
        }
    }

    static func named(_ name: String) throws -> TemplateFile {
        if let builtIn = BuiltInTemplate(rawValue: name), !FileManager.default.fileExists(atPath: name) {
            return TemplateFile(name: name, text: builtIn.text)
        }
        return try at(name)
    }

    /// Where a fault stands, as compilers print it.
    func line(of fault: TemplateFault) -> String {
        let place = [name, fault.line.map(String.init), fault.column.map(String.init)].compactMap(\.self)
        return "\(place.joined(separator: ":")): \(fault.sentence)"
    }
}
