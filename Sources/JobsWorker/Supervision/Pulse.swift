/// Tells the supervisor that the thread which keeps the leases goes on.
struct Pulse: Sendable {
    static let interval = Duration.seconds(3)

    let link: SupervisorLink
    let rhythm: Rhythm

    func run() async {
        await rhythm.run {
            link.tell(.alive)
            return "told the supervisor"
        }
    }
}
