#!lua flags=allow-oom
-- pause: keeps a queue from being served, or lets it be served again (the verb resume).
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  queue
-- ARGV[2]  1 pauses, 0 resumes
-- Returns  1 when that changed anything, else 0.
local queue, pauses = ARGV[1], ARGV[2] == '1'
local key = A .. 'q:' .. queue
if pauses then
  call('SADD', A .. 'queues', queue)
  return call('HSETNX', key, 'paused', now)
end
local was_paused = call('HDEL', key, 'paused')
if pending_in(queue) > 0 then wake(queue) end
finish()
return was_paused
