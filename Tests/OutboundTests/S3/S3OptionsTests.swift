import Testing

@testable import Outbound

@Suite("The address of a bucket is read, and refused without being repeated")
struct S3OptionsTests {
    @Test("bucket, prefix and all that may stand behind the question mark")
    func all() throws {
        let options = try S3Options(
            url: "s3://reports/galley/one?endpoint=http://127.0.0.1:9000&region=eu-west-1&addressing=virtual"
                + "&credentials=file,instance")
        #expect(options.bucket == "reports" && options.prefix == "galley/one")
        #expect(options.endpoint == "http://127.0.0.1:9000" && options.region == "eu-west-1")
        #expect(options.addressing == .virtual)
        #expect(options.credentialSources == [.file, .instance])
        #expect("\(options)" == "s3://reports/galley/one at http://127.0.0.1:9000")
    }

    @Test("a bucket alone, whose machine is never asked for credentials")
    func bare() throws {
        let options = try S3Options(url: "s3://reports")
        #expect(options == S3Options(bucket: "reports"))
        #expect(options.credentialSources == [.environment, .file])
        #expect(try S3Options(url: "s3://reports/").prefix == "")
    }

    @Test(
        "refuses",
        arguments: [
            "", "s3:", "s3://", "s3:///key", "S3://bucket", "http://bucket", "s3://bu", "s3://Bucket", "s3://-bucket",
            "s3://bucket:80", "s3://bucket#x", "s3://b..ucket", "s3://AKIA:hunter2@bucket", "s3://hunter2@bucket",
            "s3://bucket/.hidden", "s3://bucket/a/../b", "s3://bucket?endpoint=", "s3://bucket?endpoint=host:9000",
            "s3://bucket?endpoint=ftp://host", "s3://bucket?endpoint=http://u:hunter2@host",
            "s3://bucket?endpoint=http://host/path", "s3://bucket?endpoint=http://host:0", "s3://bucket?region=EU_1",
            "s3://bucket?region=a&region=b", "s3://bucket?addressing=host", "s3://bucket?credentials=",
            "s3://bucket?credentials=file,", "s3://bucket?secret=hunter2",
            "s3://bucket/" + String(repeating: "p", count: 101),
        ])
    func refuses(_ text: String) throws {
        let error = try #require(throws: InvalidS3URL.self) { try S3Options(url: text) }
        #expect(!"\(error)".contains("hunter2"))
    }

    @Test(
        "a key's address, by endpoint and addressing",
        arguments: [
            (
                S3Options(bucket: "reports", region: "eu-west-1"),
                "https://reports.s3.eu-west-1.amazonaws.com/a%20b/%C3%A9"
            ),
            (
                S3Options(bucket: "my.reports", region: "eu-west-1"),
                "https://s3.eu-west-1.amazonaws.com/my.reports/a%20b/%C3%A9"
            ),
            (S3Options(bucket: "reports", endpoint: "http://[::1]:9000/"), "http://[::1]:9000/reports/a%20b/%C3%A9"),
            (
                S3Options(bucket: "reports", endpoint: "https://Minio.example", addressing: .virtual),
                "https://reports.minio.example/a%20b/%C3%A9"
            ),
        ])
    func addresses(_ options: S3Options, _ url: String) throws {
        let address = try S3Address(options, environment: [:])
        #expect(address.url(path: address.path("a b/é"), query: "") == url)
    }

    @Test("the region comes from the address, from the variables, or is missing at AWS")
    func region() throws {
        let bare = S3Options(bucket: "reports")
        #expect(try S3Address(bare, environment: ["AWS_DEFAULT_REGION": "eu-north-1"]).region == "eu-north-1")
        let both = ["AWS_REGION": "eu-west-2", "AWS_DEFAULT_REGION": "eu-north-1"]
        #expect(try S3Address(bare, environment: both).region == "eu-west-2")
        #expect(
            try S3Address(S3Options(bucket: "reports", region: "us-west-1"), environment: both).region == "us-west-1")
        #expect(throws: InvalidS3URL.self) { try S3Address(bare, environment: ["AWS_REGION": ""]) }
        let elsewhere = S3Options(bucket: "reports", endpoint: "http://127.0.0.1:9000")
        #expect(try S3Address(elsewhere, environment: [:]).region == "us-east-1")
    }
}
