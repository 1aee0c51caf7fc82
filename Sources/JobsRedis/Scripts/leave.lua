#!lua flags=allow-oom
-- leave: a worker says that it has gone, its jobs given back.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  worker id
-- Returns  1 when it was known.
local known = call('ZREM', A .. 'workers', ARGV[1])
for _, queue in ipairs(call('SMEMBERS', A .. 'queues')) do call('ZREM', A .. 'serving:' .. queue, ARGV[1]) end
call('DEL', A .. 'worker:' .. ARGV[1], A .. 'reserved:' .. ARGV[1])
return known
