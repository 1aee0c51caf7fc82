-- enqueue: takes jobs, each once.
--
-- One script, because a record without its place in a queue is never run, and a place without a record cannot be.
-- A job whose id is known is left as it is, so a call whose answer was lost may be sent again.
-- No allow-oom: Redis refuses the whole script when it is full, before anything is written.
--
-- KEYS[1]  anchor of the shard
-- ARGV     nine for each job: id, name, version, queue, tenant, priority (high|normal|low), delay (ms, 0 is none),
--          payload, metadata (JSON object, '' is none)
-- Returns  how many were new.
local taken = 0
local queues = {}
for i = 1, #ARGV, 9 do
  local id, name, version, queue, tenant, priority, delay, payload, metadata = unpack(ARGV, i, i + 8)
  if call('EXISTS', A .. 'j:' .. id) == 0 then
    taken = taken + 1
    call('HSET', A .. 'j:' .. id, 'v', 1, 'nm', name, 've', version, 'q', queue, 'tn', tenant, 'pr', priority,
      'eq', now, 'at', 0, 'cr', 0, 'dn', 0)
    call('SET', A .. 'p:' .. id, payload)
    if metadata ~= '' then call('SET', A .. 'm:' .. id, metadata) end
    if not queues[queue] then
      queues[queue] = true
      call('SADD', A .. 'queues', queue)
    end
    local job = { id = id, q = queue, tn = tenant, pr = priority }
    if tonumber(delay) > 0 then schedule(job, now + tonumber(delay)) else pend(job, false) end
  end
end
return taken
