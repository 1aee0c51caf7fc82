import Documents
import Testing

@Suite struct OrganizationNameTests {
    @Test(arguments: ["acme", "Acme-2", "a_b"]) func aPlainNameIsTaken(_ name: String) {
        #expect(APIKey.isOrganization(name))
    }

    @Test(arguments: ["", "-a", "a/b", "a b", "..", "artifacts", "Readings", "staging", "system", "temporary"])
    func aNameThatIsNoneOrGalleysOwnIsRefused(_ name: String) {
        #expect(!APIKey.isOrganization(name))
    }
}
