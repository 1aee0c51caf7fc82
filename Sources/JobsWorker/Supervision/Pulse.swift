/// Tells the supervisor that the thread which keeps the leases goes on.
struct Pulse: Sendable {
    let link: SupervisorLink
    let rhythm: Rhythm

    func run() async {
        await rhythm.run {
            link.tell(.alive)
            return "told the supervisor"
        }
    }
}
