import Logging

extension Delivery {
    /// What names the job, its workflow and its run on every line about it.
    package var logMetadata: Logger.Metadata {
        var metadata: Logger.Metadata = [
            "job": "\(id)", "job_name": "\(name)", "queue": "\(queue)", "attempt": "\(attempt)",
        ]
        if let workflow { metadata["workflow"] = "\(workflow)" }
        if let node { metadata["node"] = "\(node)" }
        return metadata
    }
}
