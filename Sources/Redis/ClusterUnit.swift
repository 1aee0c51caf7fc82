import NIOCore

/// Commands of one call that must reach a node together: one with a key, and those without that stand around it.
///
/// `SCRIPT LOAD` before a script and `WAIT` behind a write must meet the same server as the command itself, also after
/// a redirection. So a command without a key goes with the one before it, or where there is none, the one behind it.
struct ClusterUnit {
    /// Its place among the commands of the call.
    let places: Range<Int>
    let commands: [RedisCommand]
    let slot: Int?
    /// Where the keyed command stands among its own.
    private let keyed: Int
    /// Set while a node has asked for this one try to go elsewhere.
    var asked: RedisHost?

    static func units(of commands: [RedisCommand]) -> [ClusterUnit] {
        let slots = commands.map(\.slot)
        let keyed = slots.indices.filter { slots[$0] != nil }
        guard let first = keyed.first else {
            return [ClusterUnit(places: commands.indices, commands: commands, slot: nil, keyed: 0)]
        }
        return zip(keyed, keyed.dropFirst() + [commands.count]).map { place, next in
            let start = place == first ? 0 : place
            return ClusterUnit(
                places: start..<next, commands: Array(commands[start..<next]), slot: slots[place],
                keyed: place - start)
        }
    }

    /// As they are to be written now.
    var wire: [RedisCommand] {
        guard asked != nil else { return commands }
        var commands = commands
        commands.insert(["ASKING"], at: keyed)  // it holds for the next command alone
        return commands
    }

    /// The replies to the commands themselves.
    func ownReplies(_ replies: ArraySlice<RedisValue>) -> [RedisValue] {
        var replies = Array(replies)
        if asked != nil { replies.remove(at: keyed) }
        return replies
    }

    /// What was said about the place of the keyed command.
    func redirection(in replies: [RedisValue]) -> Redirection? {
        replies[keyed].error.flatMap { Redirection($0) }
    }
}
