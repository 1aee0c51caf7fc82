#!lua flags=allow-oom
-- reclaim: takes back jobs whose lease ran out.
--
-- An outage of the broker is no crash of the workers: while `hold` stands (see beat) nothing is taken back, and a
-- job whose worker still beats was lost by that worker's slowness, not by its death, and is not counted.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  after how many crashes a job is set aside
-- ARGV[2]  a worker not heard of for so long is dead (ms)
-- ARGV[3]  when no worker at all was heard of for so long, it was the broker that was away (ms)
-- Returns  how many were taken back.
local held_until = tonumber(call('GET', A .. 'hold') or 0)
if now < held_until then return 0 end
-- After an outage this may come before the first beat, which sets `hold`.
local last_beat = tonumber(call('GET', A .. 'beat') or 0)
if last_beat > 0 and now - last_beat > tonumber(ARGV[3]) then return 0 end
local reclaimed = 0
for _, id in ipairs(call('ZRANGEBYSCORE', A .. 'leases', '-inf', now, 'LIMIT', 0, 100)) do
  local job = load_job(id)
  if not job or job.st ~= 'active' then
    call('ZREM', A .. 'leases', id)
  else
    reclaimed = reclaimed + 1
    local beat = tonumber(call('ZSCORE', A .. 'workers', job.wk) or 0)
    take_back(job, now - beat > tonumber(ARGV[2]), tonumber(ARGV[1]))
  end
end
if reclaimed > 0 then call('HINCRBY', A .. 'counters', 'reclaimed', reclaimed) end
finish()
return reclaimed
