/// Receives the events of one ``HTMLPushParser``, in document order and with the tags that were left out put in.
///
/// What a handler throws stops the parser at once and comes out of the `feed` or `finish` that was running.
protocol HTMLHandler: AnyObject {
    /// Names are in lower case; attributes without a value have an empty one.
    func start(_ name: String, _ attributes: [String: String]) throws
    func end(_ name: String) throws
    func text(_ run: UnsafeBufferPointer<UInt8>) throws
}
