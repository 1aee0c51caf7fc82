import Assembly
import Foundation
import Jobs
import JobsWorker

/// A worker that stays where a test wants to kill it, and says on standard output when it is there.
///
/// `GALLEY_TEST_PARK=document.classify:performed` names the job and the point; everything else is as in `galley-worker`.
@main
enum ParkingWorker {
    struct BadPark: Error {}

    static func main() async throws {
        let environment = ProcessInfo.processInfo.environment
        var settings = try WorkerSettings.read(environment: environment)
        let park = (environment["GALLEY_TEST_PARK"] ?? "").split(separator: ":").map(String.init)
        guard park.count == 2, let wanted = ParkingPoint(rawValue: park[1]) else { throw BadPark() }
        settings.worker.parking = { point, delivery in
            guard point == wanted, delivery.name == park[0] else { return }
            FileHandle.standardOutput.write(Data("parked \(delivery.id)\n".utf8))
            // Only the test's signal ends this.
            while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
        }
        settings.logging.bootstrap()
        try await WorkerProcess(settings).run()
    }
}
