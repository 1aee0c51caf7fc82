import CHiredis
import NIOCore

/// Turns commands into the bytes of the wire, by hiredis.
struct CommandFormatter {
    /// Formats commands one behind the other into one buffer, so that they are written together.
    static func format(_ commands: [RedisCommand]) throws(RedisError) -> ByteBuffer {
        var buffer = ByteBuffer()
        for command in commands {
            guard append(command, to: &buffer) else { throw .notSent(.invalidCommand) }
        }
        guard buffer.readableBytes > 0 else { throw .notSent(.invalidCommand) }
        return buffer
    }

    private static func append(_ command: RedisCommand, to buffer: inout ByteBuffer) -> Bool {
        var bytes: [UInt8] = []
        var lengths: [Int] = []
        lengths.reserveCapacity(command.arguments.count)
        for argument in command.arguments {
            let start = bytes.count
            argument.append(to: &bytes)
            lengths.append(bytes.count - start)
        }
        bytes.append(0)  // so that an argument of no bytes has an address too

        var formatted: UnsafeMutablePointer<CChar>?
        defer { galley_free_command(formatted) }
        let length = bytes.withUnsafeBytes { packed in
            format(packed.assumingMemoryBound(to: CChar.self), lengths, into: &formatted)
        }
        guard length > 0, let formatted else { return false }
        buffer.writeBytes(UnsafeRawBufferPointer(start: formatted, count: Int(length)))
        return true
    }

    /// Calls hiredis with the address and length of each argument in the packed bytes.
    private static func format(
        _ packed: UnsafeBufferPointer<CChar>, _ lengths: [Int], into formatted: inout UnsafeMutablePointer<CChar>?
    ) -> Int64 {
        withUnsafeTemporaryAllocation(of: UnsafePointer<CChar>?.self, capacity: lengths.count) { addresses in
            var offset = 0
            for (index, length) in lengths.enumerated() {
                addresses.initializeElement(at: index, to: packed.baseAddress.map { $0 + offset })
                offset += length
            }
            return galley_format_command(&formatted, Int32(lengths.count), addresses.baseAddress, lengths)
        }
    }
}

extension RedisArgument {
    fileprivate func append(to bytes: inout [UInt8]) {
        switch self {
        case .string(let text): bytes.append(contentsOf: text.utf8)
        case .bytes(let raw): bytes.append(contentsOf: raw)
        case .integer(let number): bytes.append(contentsOf: String(number).utf8)
        }
    }
}
