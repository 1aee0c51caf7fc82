import Foundation
import Testing

@testable import Outbound

@Suite("Requests are signed as AWS publishes it")
struct SignatureV4Tests {
    /// The user of the examples in the Amazon S3 API Reference.
    private let s3 = SignatureV4(
        credentials: S3Credentials(
            accessKey: "AKIAIOSFODNN7EXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"),
        region: "us-east-1")
    /// The user of the AWS Signature Version 4 test suite.
    private let suite = SignatureV4(
        credentials: S3Credentials(
            accessKey: "AKIDEXAMPLE", secretKey: "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"),
        region: "us-east-1", service: "service")

    private let may24 = Date(timeIntervalSince1970: 1_369_353_600)
    private let august30 = Date(timeIntervalSince1970: 1_440_938_160)
    private let emptyHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
    private let host = (name: "Host", value: "examplebucket.s3.amazonaws.com")
    private let date = (name: "x-amz-date", value: "20130524T000000Z")

    @Test("GET of a part of an object")
    func getObject() {
        let subject = SignatureV4.Subject(
            method: "GET", path: "/test.txt",
            headers: [host, ("Range", "bytes=0-9"), ("x-amz-content-sha256", emptyHash), date], payloadHash: emptyHash)
        #expect(
            s3.authorization(for: subject, at: may24)
                == "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request,"
                + "SignedHeaders=host;range;x-amz-content-sha256;x-amz-date,"
                + "Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41")
    }

    @Test("PUT of an object whose name must be encoded")
    func putObject() {
        let hash = "44ce7dd67c959e0d3524ffac1771dfbba87d2b6b4b4e99e42034a8b803f8b072"
        let subject = SignatureV4.Subject(
            method: "PUT", path: "/" + "test$file.text".percentEncoded(),
            headers: [
                host, ("Date", "Fri, 24 May 2013 00:00:00 GMT"), ("x-amz-content-sha256", hash), date,
                ("x-amz-storage-class", "REDUCED_REDUNDANCY"),
            ], payloadHash: hash)
        #expect(
            s3.authorization(for: subject, at: may24).hasSuffix(
                "Signature=98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd"))
    }

    @Test("a question without a value")
    func lifecycle() {
        let subject = SignatureV4.Subject(
            method: "GET", path: "/", query: [("lifecycle", "")],
            headers: [host, ("x-amz-content-sha256", emptyHash), date], payloadHash: emptyHash)
        #expect(
            s3.authorization(for: subject, at: may24).hasSuffix(
                "Signature=fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543"))
    }

    @Test("a listing")
    func list() {
        let subject = SignatureV4.Subject(
            method: "GET", path: "/", query: [("prefix", "J"), ("max-keys", "2")],
            headers: [host, ("x-amz-content-sha256", emptyHash), date], payloadHash: emptyHash)
        #expect(
            s3.authorization(for: subject, at: may24).hasSuffix(
                "Signature=34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7"))
    }

    @Test("a presigned address")
    func presigned() {
        let subject = SignatureV4.Subject(
            method: "GET", path: "/test.txt", headers: [host], payloadHash: SignatureV4.unsignedPayload)
        #expect(
            s3.presignedQuery(for: subject, at: may24, lifetime: 86_400)
                == "X-Amz-Algorithm=AWS4-HMAC-SHA256"
                + "&X-Amz-Credential=AKIAIOSFODNN7EXAMPLE%2F20130524%2Fus-east-1%2Fs3%2Faws4_request"
                + "&X-Amz-Date=20130524T000000Z&X-Amz-Expires=86400&X-Amz-SignedHeaders=host"
                + "&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404")
    }

    /// By name in the test suite that AWS publishes.
    @Test(
        "the test suite's requests",
        arguments: [
            ("get-vanilla", "GET", "", "5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31"),
            (
                "get-vanilla-query-order-key-case", "GET", "Param2=value2&Param1=value1",
                "b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500"
            ),
            ("post-vanilla", "POST", "", "5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b"),
            (
                "post-vanilla-query", "POST", "Param1=value1",
                "28038455d6de14eafc1f9222cf5aa6f1a96197d7deb8263271d420d138af7f11"
            ),
        ])
    func testSuite(_ name: String, _ method: String, _ query: String, _ signature: String) {
        let items = query.split(separator: "&").map { $0.split(separator: "=") }
        let subject = SignatureV4.Subject(
            method: method, path: "/", query: items.map { (String($0[0]), String($0[1])) },
            headers: [("Host", "example.amazonaws.com"), ("X-Amz-Date", "20150830T123600Z")], payloadHash: emptyHash)
        #expect(suite.authorization(for: subject, at: august30).hasSuffix("Signature=\(signature)"), "\(name)")
    }

    @Test("blanks in a header's value count once, and those around it not at all")
    func trimmed() {
        let subject = SignatureV4.Subject(
            method: "GET", path: "/",
            headers: [
                ("Host", "example.amazonaws.com"), ("My-Header1", " value1"), ("My-Header2", " \"a   b   c\""),
                ("X-Amz-Date", "20150830T123600Z"),
            ], payloadHash: emptyHash)
        // get-header-value-trim
        #expect(
            suite.authorization(for: subject, at: august30).hasSuffix(
                "Signature=acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736"))
    }
}
