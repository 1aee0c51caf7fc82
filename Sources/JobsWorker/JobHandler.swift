import Jobs

/// What runs the jobs of one name: reads the message, calls the handler, writes the result.
struct JobHandler: Sendable {
    let version: Int
    let options: JobOptions
    /// Returns the encoded result, nil when the job leaves none.
    let run: @Sendable (Delivery, JobContext) async throws -> [UInt8]?

    init<Message: Job>(
        _ type: Message.Type, perform: @escaping @Sendable (Message, JobContext) async throws -> Message.Output
    ) {
        version = type.version
        options = type.options
        run = { delivery, context in
            let message = try Self.decode(type, from: delivery)
            let output = try await perform(message, context)
            return output is NoOutput ? nil : try JSONCoding.encode(output)
        }
    }

    /// A message that cannot be read now cannot be read later.
    private static func decode<Message: Job>(_ type: Message.Type, from delivery: Delivery) throws -> Message {
        do {
            return try JSONCoding.decode(type, from: delivery.payload)
        } catch {
            // The error itself may quote the payload, so only the job is named.
            throw PermanentFailure(
                JobFailure(
                    code: "undecodable", message: "The message of \(delivery.name) cannot be read",
                    details: ["job": delivery.name, "version": "\(delivery.version)"]))
        }
    }
}
