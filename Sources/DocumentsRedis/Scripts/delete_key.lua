#!lua flags=allow-oom
-- delete_key: revokes an API key.
--
-- One script, because the list says which key is meant: a key struck from it but still there could be used for ever.
--
-- KEYS[1]  organization       HASH  key id -> hash of the secret
-- KEYS[2]  prefix of the keys of API keys, in the same shard
-- ARGV[1]  key id
-- Returns  1, or 0 when there is no such key.
local organization, prefix = KEYS[1], KEYS[2]

local hash = redis.call('HGET', organization, ARGV[1])
if not hash then return 0 end
redis.call('DEL', prefix .. hash)
redis.call('HDEL', organization, ARGV[1])
return 1
