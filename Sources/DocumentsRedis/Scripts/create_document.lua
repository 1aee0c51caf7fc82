#!lua
-- create_document: writes a new document's record and lists it, or leaves one that is there.
--
-- One script, because a record that no index names would never be listed, and never be deleted with its organization.
-- Refused as a whole when Redis is out of memory: nothing has been promised yet.
--
-- KEYS[1]     document  HASH
-- KEYS[2..4]  indexes   ZSET  ids, score 0
-- ARGV[1]     schema version
-- ARGV[2]     organization
-- ARGV[3]     request (JSON)
-- ARGV[4]     id
-- Returns     created | exists.
local document = KEYS[1]
local schema, organization, request, id = ARGV[1], ARGV[2], ARGV[3], ARGV[4]

if redis.call('EXISTS', document) == 1 then return 'exists' end
redis.call('HSET', document, 'sv', schema, 'org', organization, 'req', request)
for index = 2, #KEYS do redis.call('ZADD', KEYS[index], 0, id) end
return 'created'
