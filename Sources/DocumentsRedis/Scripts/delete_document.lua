#!lua flags=allow-oom
-- delete_document: removes a document's record and its entries in the indexes.
--
-- One script, because an entry without a record, or a record without an entry, would stay for ever.
--
-- KEYS[1]     document  HASH
-- KEYS[2..4]  indexes   ZSET
-- ARGV[1]     organization
-- ARGV[2]     id
-- Returns     done | not_found.
local document = KEYS[1]
local organization, id = ARGV[1], ARGV[2]

if redis.call('HGET', document, 'org') ~= organization then return 'not_found' end
for index = 2, #KEYS do redis.call('ZREM', KEYS[index], id) end
redis.call('DEL', document)
return 'done'
