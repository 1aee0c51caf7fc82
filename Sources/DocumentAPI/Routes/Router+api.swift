import Hummingbird

/// Builds the whole API; the server and the tests call it alike.
///
/// - Throws: when the embedded description of the API cannot be read.
public func buildRouter(services: APIServices, options: APIOptions = .init()) throws -> Router<APIContext> {
    let router = Router(context: APIContext.self, options: [.autoGenerateHeadEndpoints])
    router.add(middleware: RequestMiddleware())
    router.add(middleware: ProblemMiddleware())
    HealthRoutes(checks: services.checks).add(to: router)
    try DescriptionRoutes().add(to: router)
    router.add(middleware: KeyMiddleware(records: services.records))
    let signedIn = router.group("api/v1", context: CallerContext.self)
    GenerateRoutes(intake: DocumentIntake(services: services, options: options), options: options).add(to: signedIn)
    StatusRoutes(watch: StatusWatch(services: services, options: options)).add(to: signedIn)
    DocumentRoutes(services: services).add(to: signedIn)
    ContentRoutes(services: services).add(to: signedIn)
    ChangeRoutes(services: services, options: options).add(to: signedIn)
    FileRoutes(services: services, options: options).add(to: signedIn)
    return router
}

/// Where the routes of signed-in callers are added.
typealias CallerGroup = RouterGroup<CallerContext>
