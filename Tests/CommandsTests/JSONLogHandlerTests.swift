import Foundation
import Logging
import Synchronization
import Testing

@testable import Assembly

@Suite("A JSON log line is one object")
struct JSONLogHandlerTests {
    @Test("message, level and metadata stand in it, whatever they hold")
    func line() throws {
        let written = Mutex<[Data]>([])
        var logger = Logger(label: "galley.test") { label in
            JSONLogHandler(label: label, logLevel: .info) { data in written.withLock { $0.append(data) } }
        }
        logger[metadataKey: "task_id"] = "0190"
        logger.warning("a \"quoted\"\nline", metadata: ["stage": "extract", "list": ["a", "b"]])
        logger.debug("below the level")
        let lines = written.withLock { $0 }
        #expect(lines.count == 1)
        let line = try #require(lines.first)
        #expect(line.filter { $0 == UInt8(ascii: "\n") }.count == 1 && line.last == UInt8(ascii: "\n"))
        let object = try #require(try JSONSerialization.jsonObject(with: line) as? [String: Any])
        #expect(object["message"] as? String == "a \"quoted\"\nline")
        #expect(object["level"] as? String == "warning")
        #expect(object["logger"] as? String == "galley.test")
        #expect(object["task_id"] as? String == "0190")
        #expect(object["stage"] as? String == "extract")
        #expect(object["list"] as? [String] == ["a", "b"])
        #expect(object["time"] != nil)
    }
}
