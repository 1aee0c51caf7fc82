import Jobs
import Logging

extension Logger {
    /// A logger whose every line names the job, its workflow and its run.
    func describing(_ delivery: Delivery) -> Logger {
        var logger = self
        logger[metadataKey: "job"] = "\(delivery.id)"
        logger[metadataKey: "job_name"] = "\(delivery.name)"
        logger[metadataKey: "queue"] = "\(delivery.queue)"
        logger[metadataKey: "attempt"] = "\(delivery.attempt)"
        if let workflow = delivery.workflow { logger[metadataKey: "workflow"] = "\(workflow)" }
        if let node = delivery.node { logger[metadataKey: "node"] = "\(node)" }
        return logger
    }
}
