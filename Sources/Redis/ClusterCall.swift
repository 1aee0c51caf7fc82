import NIOCore

/// Carries the commands of one call to the nodes that own their keys, wherever those move meanwhile.
struct ClusterCall {
    private let nodes: ClusterNodes
    private let end: NIODeadline
    private let resend: Bool
    private let waitsWhenBusy: Bool
    private var pending: [ClusterUnit]
    private var replies: [RedisValue]
    /// What the call ends with when its time is up while something could not be sent.
    private var failure: RedisError?
    private var redirections = 0
    private var failures = 0

    /// Redirections in a row that are followed without a pause: while nodes disagree, they go in circles.
    private static let freeRedirections = 3

    init(
        _ commands: [RedisCommand], to nodes: ClusterNodes, until end: NIODeadline, resend: Bool, waitsWhenBusy: Bool
    ) {
        self.nodes = nodes
        self.end = end
        self.resend = resend
        self.waitsWhenBusy = waitsWhenBusy
        pending = ClusterUnit.units(of: commands)
        replies = [RedisValue](repeating: .null, count: commands.count)
    }

    /// A command that was only redirected was not carried out, so it may be sent again in any case.
    nonisolated(nonsending) mutating func run() async throws(RedisError) -> [RedisValue] {
        // What cannot be learnt now the call itself will find out, and say.
        if nodes.isDoubted { try? await nodes.learn(after: nodes.version, until: end) }
        while true {
            let version = nodes.version
            var isMapWrong = false
            var pause = TimeAmount.zero
            if try await send(version, &isMapWrong, &pause) { return replies }
            if isMapWrong {
                failures += 1
                do throws(RedisError) {
                    try await nodes.learn(after: version, until: end)
                } catch {
                    failure = failure ?? error
                    if case .notSent(.closed) = error { throw error }
                }
                // The first reading of the map is no failure.
                let backoff = nodes.transport.options.backoff
                if version > 0 { pause = max(pause, TimeAmount(backoff.delay(afterFailures: failures))) }
            }
            guard NIODeadline.now() + pause < end, !Task.isCancelled else {
                if let failure { throw failure }
                return replies  // a node's refusal stands among them
            }
            if pause > .zero { await nodes.pause(pause) }
        }
    }

    /// Sends what is pending, one write to each node, all at once; true when nothing is pending any more.
    private nonisolated(nonsending) mutating func send(
        _ version: Int, _ isMapWrong: inout Bool, _ pause: inout TimeAmount
    ) async throws(RedisError) -> Bool {
        var groups: [(host: RedisHost, units: [ClusterUnit])] = []
        var left: [ClusterUnit] = []
        for unit in pending {
            guard let host = unit.asked ?? nodes.host(of: unit.slot) else {
                left.append(unit)
                isMapWrong = true
                continue
            }
            if let place = groups.firstIndex(where: { $0.host == host }) {
                groups[place].units.append(unit)
            } else {
                groups.append((host, [unit]))
            }
        }
        failure = left.isEmpty ? nil : .notSent(.connectFailed("the owner of the slot is not known"))
        let options = nodes.transport.options
        let patience = resend ? min(end, .now() + TimeAmount(options.commandDeadline)) : end
        var requests: [(pipeline: Pipeline, request: Request)] = []
        for group in groups {
            let wire = group.units.flatMap(\.wire)
            let request = Request(
                payload: try CommandFormatter.format(wire), commands: wire.count, deadline: patience)
            let pipeline = try nodes.node(at: group.host).pipeline
            pipeline.submit(request)
            requests.append((pipeline, request))
        }
        for (group, sent) in zip(groups, requests) {
            let answer = await sent.pipeline.answer(to: sent.request)
            left += try take(answer, of: group.units, from: group.host, &isMapWrong, &pause)
        }
        pending = left
        return left.isEmpty
    }

    /// Stores the replies that are final and returns the units that are to be sent again.
    private mutating func take(
        _ answer: Request.Answer, of units: [ClusterUnit], from host: RedisHost, _ isMapWrong: inout Bool,
        _ pause: inout TimeAmount
    ) throws(RedisError) -> [ClusterUnit] {
        guard case .success(let all) = answer else {
            guard resend, answer.isWorthAnotherTry else {
                nodes.doubt()
                _ = try answer.get()
                return []
            }
            if case .failure(let error) = answer { failure = error }
            isMapWrong = true
            return units.map { unit in
                var unit = unit
                unit.asked = nil
                return unit
            }
        }
        var left: [ClusterUnit] = []
        var offset = 0
        for var unit in units {
            let own = unit.ownReplies(all[offset..<offset + unit.wire.count])
            offset += unit.wire.count
            replies.replaceSubrange(unit.places, with: own)
            unit.asked = nil
            switch unit.redirection(in: own) {
            case .moved(let slot, let owner):
                nodes.moved(slot, to: owner.orSame(as: host))
                follow(&pause)
            case .ask(let other):
                unit.asked = other.orSame(as: host)
                follow(&pause)
            case .busy:
                guard waitsWhenBusy else { continue }
                pause = max(pause, .milliseconds(Int64.random(in: 10...50)))
                // Lost nodes may have been replaced by others.
                if own.contains(where: { $0.error?.code == "CLUSTERDOWN" }) { isMapWrong = true }
            case nil:
                guard own.contains(where: { $0.error?.wantsNewConnection ?? false }) else { continue }
                nodes.doubt()
                guard resend else { continue }
                isMapWrong = true
            }
            left.append(unit)
        }
        return left
    }

    private mutating func follow(_ pause: inout TimeAmount) {
        redirections += 1
        if redirections > Self.freeRedirections { pause = max(pause, .milliseconds(Int64.random(in: 5...25))) }
    }
}

extension RedisHost {
    /// A node that does not know its own address leaves the host out when it names a port of it.
    func orSame(as other: RedisHost) -> RedisHost {
        host.isEmpty ? RedisHost(host: other.host, port: port) : self
    }
}
