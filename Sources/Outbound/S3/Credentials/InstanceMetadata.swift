import AsyncHTTPClient
import Foundation
import NIOCore
import NIOHTTP1

/// The metadata service of a cloud's machine, which gives out the credentials of the machine's role (IMDSv2).
struct InstanceMetadata: Sendable {
    private let http: HTTPClient
    private let endpoint: String

    private static let usualEndpoint = "http://169.254.169.254"
    private static let patience = TimeAmount.seconds(5)
    private static let answerLimit = 64 * 1024

    init(http: HTTPClient, environment: [String: String]) {
        self.http = http
        let named = environment["AWS_EC2_METADATA_SERVICE_ENDPOINT"] ?? ""
        let endpoint = named.isEmpty ? Self.usualEndpoint : named
        self.endpoint = endpoint.hasSuffix("/") ? String(endpoint.dropLast()) : endpoint
    }

    private struct Answer: Decodable {
        var accessKeyID: String
        var secretAccessKey: String
        var token: String
        var expiration: Date

        enum CodingKeys: String, CodingKey {
            case accessKeyID = "AccessKeyId"
            case secretAccessKey = "SecretAccessKey"
            case token = "Token"
            case expiration = "Expiration"
        }
    }

    /// - Throws: ``S3Failure/metadataAway(_:)``, which may pass.
    func credentials() async throws -> S3Credentials {
        let token = try await ask(.PUT, "/latest/api/token", ["x-aws-ec2-metadata-token-ttl-seconds": "21600"])
        let proof: HTTPHeaders = ["x-aws-ec2-metadata-token": String(buffer: token)]
        let folder = "/latest/meta-data/iam/security-credentials/"
        let roles = String(buffer: try await ask(.GET, folder, proof))
        guard let role = roles.split(whereSeparator: \.isNewline).first else {
            throw S3Failure.metadataAway("this machine has no role")
        }
        let bytes = try await ask(.GET, folder + String(role).percentEncoded(), proof)
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        // What the decoder says may show what it read.
        guard let answer = try? decoder.decode(Answer.self, from: Data(bytes.readableBytesView)) else {
            throw S3Failure.metadataAway("the role's credentials cannot be read")
        }
        return S3Credentials(
            accessKey: answer.accessKeyID, secretKey: answer.secretAccessKey, sessionToken: answer.token,
            expiresAt: answer.expiration)
    }

    private func ask(_ method: HTTPMethod, _ path: String, _ headers: HTTPHeaders) async throws -> ByteBuffer {
        var request = HTTPClientRequest(url: endpoint + path)
        request.method = method
        request.headers = headers
        do {
            let response = try await http.execute(request, timeout: Self.patience)
            guard response.status == .ok else {
                throw S3Failure.metadataAway("the metadata service answers HTTP \(response.status.code)")
            }
            return try await response.body.collect(upTo: Self.answerLimit)
        } catch let failure as S3Failure {
            throw failure
        } catch {
            throw S3Failure.metadataAway("the metadata service cannot be reached")
        }
    }
}
