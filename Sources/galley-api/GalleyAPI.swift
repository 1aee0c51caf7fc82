import ArgumentParser
import Assembly

@main
enum GalleyAPI {
    static func main() async {
        await APICommand.main()
    }
}
