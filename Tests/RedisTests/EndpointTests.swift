import Redis
import Testing

@Suite struct EndpointTests {
    @Test func `A full URL names user, password, host, port and database`() throws {
        let endpoint = try RedisEndpoint(url: "redis://alice:s3cret@redis.example:6380/2")
        #expect(endpoint.address == .tcp(host: "redis.example", port: 6380))
        #expect(endpoint.user == "alice")
        #expect(endpoint.password == "s3cret")
        #expect(endpoint.database == 2)
        #expect(endpoint.tls == nil)
    }

    @Test func `A bare host takes Redis's port and its first database`() throws {
        let endpoint = try RedisEndpoint(url: "redis://localhost")
        #expect(endpoint == RedisEndpoint(address: .tcp(host: "localhost", port: 6379)))
    }

    @Test func `A password is percent-decoded and the user may be left out`() throws {
        let endpoint = try RedisEndpoint(url: "redis://:p%40ss%2Fword%3A%25@host/")
        #expect(endpoint.user == nil)
        #expect(endpoint.password == "p@ss/word:%")
    }

    @Test func `An IPv6 address loses its brackets`() throws {
        let endpoint = try RedisEndpoint(url: "rediss://[::1]:6390/1")
        #expect(endpoint.address == .tcp(host: "::1", port: 6390))
        #expect(endpoint.description == "rediss://[::1]:6390/1")
    }

    @Test func `The scheme rediss verifies the server against the system's authorities`() throws {
        let endpoint = try RedisEndpoint(url: "rediss://host")
        #expect(endpoint.tls == RedisTLS())
        #expect(endpoint.tls?.acceptsAnyCertificate == false)
    }

    @Test(arguments: ["unix:///run/redis/redis.sock?db=3", "redis+unix:///run/redis/redis.sock?db=3"])
    func `A socket URL names path and database`(url: String) throws {
        let endpoint = try RedisEndpoint(url: url)
        #expect(endpoint == RedisEndpoint(address: .unixSocket(path: "/run/redis/redis.sock"), database: 3))
    }

    @Test func `A socket URL may carry a password`() throws {
        let endpoint = try RedisEndpoint(url: "unix://:pw@/run/redis.sock")
        #expect(endpoint.password == "pw")
        #expect(endpoint.address == .unixSocket(path: "/run/redis.sock"))
    }

    @Test func `A Sentinel URL names Sentinels, master and database, and both passwords`() throws {
        let endpoint = try RedisEndpoint(
            url: "rediss+sentinel://app:p%40ss@one:26380,[::1],three/mymaster/2?sentinel_user=s&sentinel_password=w%26")
        let hosts = [("one", 26380), ("::1", 26379), ("three", 26379)].map { RedisHost(host: $0.0, port: $0.1) }
        let sentinels = RedisSentinels(master: "mymaster", hosts: hosts, user: "s", password: "w&")
        #expect(
            endpoint
                == RedisEndpoint(
                    address: .sentinels(sentinels), user: "app", password: "p@ss", database: 2, tls: RedisTLS()))
        #expect(endpoint.description == "rediss+sentinel://app:***@one:26380,[::1]:26379,three:26379/mymaster/2")
    }

    @Test func `A Cluster URL names some of its nodes`() throws {
        let endpoint = try RedisEndpoint(url: "redis+cluster://:pw@one:7000,two")
        let nodes = [RedisHost(host: "one", port: 7000), RedisHost(host: "two", port: 6379)]
        #expect(endpoint == RedisEndpoint(address: .cluster(nodes), password: "pw"))
        #expect(endpoint.description == "redis+cluster://:***@one:7000,two:6379")
    }

    @Test(arguments: [
        ("http://host", RedisEndpoint.URLError.unknownScheme("http")), ("redis://", .missingHost),
        ("unix://", .missingPath), ("redis://host/one", .badDatabase("one")), ("redis://host/-1", .badDatabase("-1")),
        ("redis://host:port", .malformed), ("", .malformed), ("redis://one,two", .malformed),
        ("redis+sentinel://one,two", .missingMaster), ("redis+sentinel:///m", .missingHost),
        ("redis+sentinel://one,,two/m", .malformed), ("redis+sentinel://one/m/x", .badDatabase("x")),
        ("redis+cluster://one/3", .badDatabase("3, in a Cluster,")), ("redis+cluster://", .missingHost),
    ])
    func `A bad URL says what is wrong`(url: String, expected: RedisEndpoint.URLError) {
        #expect(throws: expected) { try RedisEndpoint(url: url) }
    }

    @Test(arguments: [
        "redis://alice:s3cret@host/1", "unix://:s3cret@/run/redis.sock", "rediss://:s3cret@host",
        "redis+sentinel://:s3cret@host/m?sentinel_password=s3cret",
    ])
    func `No rendering of an endpoint shows its password`(url: String) throws {
        let endpoint = try RedisEndpoint(url: url)
        var dumped = ""
        dump(RedisOptions(endpoint: endpoint), to: &dumped)
        for text in ["\(endpoint)", String(reflecting: endpoint), "\(RedisOptions(endpoint: endpoint))", dumped] {
            #expect(!text.contains("s3cret"))
            #expect(text.contains("***"))
        }
    }
}
