import Testing

/// Tests that each start several servers: one after the other, so that they do not take the machine from the rest.
@Suite(.serialized) struct SeveralServersTests {}
