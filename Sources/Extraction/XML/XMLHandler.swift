/// Receives the events of one ``XMLPushParser``, in document order.
///
/// What a handler throws stops the parser at once and comes out of the `feed` or `finish` that was running.
protocol XMLHandler: AnyObject {
    func start(_ tag: XMLTag) throws
    func end(_ name: String) throws
    /// A run of character data; one text may arrive in several runs, each of whole characters.
    func text(_ run: UnsafeBufferPointer<UInt8>) throws
}
