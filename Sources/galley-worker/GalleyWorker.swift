import ArgumentParser
import Assembly

@main
enum GalleyWorker {
    static func main() async {
        await WorkerCommand.main()
    }
}
