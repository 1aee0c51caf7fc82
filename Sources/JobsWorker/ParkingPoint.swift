import Jobs

/// A place in a job's run where a test may stop its worker, to kill it exactly there.
public enum ParkingPoint: String, Sendable, CaseIterable {
    /// Reserved, its handler not yet called.
    case beforePerform = "before_perform"
    /// Its handler has returned; the broker knows nothing of it.
    case performed
    /// The broker has taken its end.
    case settled
}

/// Called at each parking point; the run goes on when it returns. Production gives none.
public typealias Parking = @Sendable (ParkingPoint, Delivery) async -> Void
