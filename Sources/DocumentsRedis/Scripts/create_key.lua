#!lua
-- create_key: writes an API key, and lists it for its organization.
--
-- One script, because a key that no list names could be used and never be revoked.
--
-- KEYS[1]  API key       HASH
-- KEYS[2]  organization  HASH  key id -> hash of the secret
-- ARGV[1]  schema version
-- ARGV[2]  key (JSON)
-- ARGV[3]  key id
-- ARGV[4]  hash of the secret
-- Returns  created.
local key, organization = KEYS[1], KEYS[2]

redis.call('HSET', key, 'sv', ARGV[1], 'key', ARGV[2])
redis.call('HSET', organization, ARGV[3], ARGV[4])
return 'created'
