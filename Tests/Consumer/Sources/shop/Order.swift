import Jobs

/// Takes one item from the shelf. Without `perform`, it is given a handler where it is registered.
struct PackItem: Job {
    static let name = "shop.pack"
    static let options = JobOptions(queue: "warehouse")

    var item: String

    struct Output: Codable {
        var grams: Int
    }
}

/// Hands all parcels of an order to the carrier: the join.
struct ShipOrder: PerformableJob {
    static let name = "shop.ship"
    static let options = JobOptions(queue: "warehouse")

    var parcels: [String]

    func perform(in context: JobContext) async throws -> String {
        let packed = try await context.outputs(of: PackItem.self, from: parcels)
        return "\(packed.count) parcels of \(packed.reduce(0) { $0 + $1.grams }) g in all"
    }
}

/// Tells the customer what became of an order.
struct WriteLetter: Job {
    static let name = "shop.letter"
    static let options = JobOptions(queue: "letters")

    typealias Output = String

    var order: WorkflowID
}

extension JobQueue {
    /// charge ─▶ pack each item ─▶ ship; and a letter at the end, whatever the end is.
    func place(_ items: [String], card: String, customer: String) async throws -> PlacedOrder {
        var order = newWorkflow("order", tenant: customer)
        order.deadline = .seconds(600)
        try order.add(ChargeCard(card: card, cents: 500 * items.count), as: "charge")
        var parcels: [String] = []
        for (index, item) in items.enumerated() {
            parcels.append(try order.add(PackItem(item: item), as: "pack-\(index + 1)", after: ["charge"]))
        }
        try order.add(ShipOrder(parcels: parcels), as: "ship", after: parcels)
        let letter = try order.finish(with: WriteLetter(order: order.id))
        try await enqueue(order)
        return PlacedOrder(id: order.id, letter: letter)
    }
}

struct PlacedOrder {
    var id: WorkflowID
    var letter: JobID
}
