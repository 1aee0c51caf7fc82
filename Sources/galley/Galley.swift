import ArgumentParser
import Assembly
import Commands

@main
enum Galley {
    static func main() async {
        await CommandContext.$services.withValue(LiveServices()) {
            await GalleyCommand.main()
        }
    }
}
