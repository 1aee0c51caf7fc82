#!lua flags=allow-oom
-- limit: sets how many jobs of a queue may run at once, and how many may be begun in a time.
--
-- It holds from the next reserve on; what runs already is left alone. A rate begins with a full bucket.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  queue
-- ARGV[2…] jobs at once, jobs at once of one tenant, jobs per period, period (ms); '' is no limit
-- Returns  nothing.
local queue = ARGV[1]
local key = A .. 'q:' .. queue
call('SADD', A .. 'queues', queue)
for i, field in ipairs({ 'lc', 'lt', 'lr', 'lp' }) do
  local value = ARGV[i + 1]
  if value == '' then call('HDEL', key, field) else call('HSET', key, field, value) end
end
call('HDEL', key, 'tk', 'ta')
if pending_in(queue) > 0 then wake(queue) end
finish()
return redis.status_reply('OK')
