#!lua
-- create_document: writes a new document's record and its place in its organization's index.
--
-- One script, because a record outside the index is never listed and one in it must be there.
-- A document that exists is left as it is, so a call whose answer was lost may be sent again.
--
-- KEYS[1]  record  HASH  v, request, ending
-- KEYS[2]  index   ZSET  document ids, all with score 0: they sort by their time
-- ARGV     id, request (JSON)
-- Returns  1 when it was new.
if redis.call('HSETNX', KEYS[1], 'v', 1) == 0 then return 0 end
redis.call('HSET', KEYS[1], 'request', ARGV[2])
redis.call('ZADD', KEYS[2], 0, ARGV[1])
return 1
