#!lua flags=allow-oom
-- delete_document: removes a document's record and its place in the index.
--
-- KEYS[1]  record  HASH
-- KEYS[2]  index   ZSET
-- ARGV[1]  id
-- Returns  1 when there was one.
redis.call('ZREM', KEYS[2], ARGV[1])
return redis.call('DEL', KEYS[1])
