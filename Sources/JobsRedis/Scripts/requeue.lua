-- requeue: brings a dead job that belongs to no workflow back to its queue. Its deliveries go on counting.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  id
-- Returns  done | not_found | wrong_state.
local job = load_job(ARGV[1])
if not job then return 'not_found' end
if job.st ~= 'dead' or job.wf then return 'wrong_state' end
for _, kind in ipairs({ 'j:', 'p:' }) do call('PERSIST', A .. kind .. job.id) end
call('ZREM', A .. 'dead', job.id)
call('DEL', A .. 'f:' .. job.id, A .. 'r:' .. job.id)
call('HDEL', A .. 'j:' .. job.id, 'fa', 'sf', 'un')
call('HSET', A .. 'j:' .. job.id, 'at', 0, 'cr', 0)
if job.uk then call('SET', unique(job.tn, job.uk), job.id, 'NX') end
job.cr = 0
pend(job, false)
finish()
return 'done'
