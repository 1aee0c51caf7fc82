-- enqueue: takes jobs, each once.
--
-- One script, because a record without its place in a queue is never run, and a place without a record cannot be.
-- A job whose id is known is left as it is, so a call whose answer was lost may be sent again. So is one whose key
-- stands for another job of its tenant: that one is the answer.
-- No allow-oom: Redis refuses the whole script when it is full, before anything is written.
--
-- KEYS[1]  anchor of the shard
-- ARGV     ten for each job: id, name, version, queue, tenant, priority (high|normal|low), delay (ms, 0 is none), body,
--          key ('' is none), for how long the key stands for the job (ms, 0 is until its end)
-- Returns  for each job the id under which it is known.
local answers = {}
local queues = {}
for i = 1, #ARGV, 10 do
  local id, name, version, queue, tenant, priority, delay, body, key, period = unpack(ARGV, i, i + 9)
  local known = call('EXISTS', A .. 'j:' .. id) == 1 and id
  if not known and key ~= '' then known = call('GET', unique(tenant, key)) end
  if not known then
    local put_off = tonumber(delay) > 0
    write_job(id, put_off and 'scheduled' or 'pending', name, version, queue, tenant, priority, body)
    if key ~= '' then
      if tonumber(period) > 0 then
        call('SET', unique(tenant, key), id, 'PX', period)
      else
        call('SET', unique(tenant, key), id)
        call('HSET', A .. 'j:' .. id, 'uk', key)
      end
    end
    if not queues[queue] then
      queues[queue] = true
      call('SADD', A .. 'queues', queue)
    end
    local job = { id = id, q = queue, tn = tenant, pr = priority }
    if put_off then schedule(job, now + tonumber(delay)) else line_up(job, false) end
  end
  answers[#answers + 1] = known or id
end
finish()
return answers
