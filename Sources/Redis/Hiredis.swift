import CHiredis

/// The hiredis library that speaks Redis's protocol for this module.
public enum Hiredis {
    /// For example `0.14.1`.
    public static var version: String {
        String(cString: galley_hiredis_version())
    }
}
