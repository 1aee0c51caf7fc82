import Foundation
import HTTPTypes
import Hummingbird
import NIOCore

/// `GET /openapi.json` and `/openapi.yaml`: the description of the API that is written by hand.
struct DescriptionRoutes {
    private let yaml: ByteBuffer
    private let json: ByteBuffer

    init() throws {
        yaml = ByteBuffer(bytes: PackageResources.openapi_yaml)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        json = ByteBuffer(bytes: try encoder.encode(try APIDescription.read(PackageResources.openapi_yaml)))
    }

    func add(to router: Router<APIContext>) {
        router.get("openapi.json") { [json] _, _ in Self.response(json, "application/json") }
        router.get("openapi.yaml") { [yaml] _, _ in Self.response(yaml, "application/yaml") }
        router.refuseOthers("openapi.json", allowing: [.get])
        router.refuseOthers("openapi.yaml", allowing: [.get])
    }

    private static func response(_ body: ByteBuffer, _ type: String) -> Response {
        Response(
            status: .ok, headers: [.contentType: type, .cacheControl: "public, max-age=300"],
            body: ResponseBody(byteBuffer: body))
    }
}
