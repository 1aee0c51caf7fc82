#!lua flags=allow-oom
-- prune: removes the traces of what is gone: dead jobs past their time, workers not heard of for a day.
--
-- KEYS[1]  anchor of the shard
-- Returns  how many were removed.
local DAY = 24 * 3600 * 1000
local removed = call('ZREMRANGEBYSCORE', A .. 'dead', '-inf', now - KEEP)
removed = removed + call('ZREMRANGEBYSCORE', A .. 'workers', '-inf', now - DAY)
for _, queue in ipairs(call('SMEMBERS', A .. 'queues')) do
  call('ZREMRANGEBYSCORE', A .. 'serving:' .. queue, '-inf', now - DAY)
end
return removed
