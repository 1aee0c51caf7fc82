-- enqueue_periodic: takes the job of a schedule's next tick, put off until the tick, once per tick.
--
-- One script, because the tick that is remembered and the job that stands for it must agree: a schedule known for
-- more ticks than it has jobs would leave one out, and one for fewer would run one twice. The tick counts by Redis's
-- clock, so whichever worker brings it, it is due at the same moment.
--
-- When the schedule says something else than before, what was put off under the old one is cancelled.
--
-- KEYS[1]  anchor of the shard
-- ARGV     schedule, specification, tick (ms), missed after (ms; '' is never), failure of a job that a change
--          cancels (JSON); then as for enqueue: id, name, version, queue, tenant, priority, delay, body
-- Returns  { last tick taken (ms), 0 when none was; now (ms) }.
local schedule_name, specification, tick, missed, because = unpack(ARGV, 1, 5)
local id, name, version, queue, tenant, priority, delay, body = unpack(ARGV, 6, 13)
local key = A .. 'periodic:' .. schedule_name
local standing = call('HMGET', key, 'tick', 'spec', 'job')
local last = tonumber(standing[1] or 0)
if standing[2] and standing[2] ~= specification then
  local old = load_job(standing[3])
  if old and old.st == 'scheduled' then cancel_job(old, because) end
  call('DEL', key)
  last = 0
end
if tonumber(tick) > last then
  last = tonumber(tick)
  call('HSET', key, 'tick', tick, 'spec', specification, 'job', id)
  write_job(id, 'scheduled', name, version, queue, tenant, priority, body)
  if missed ~= '' then call('HSET', A .. 'j:' .. id, 'xp', last + tonumber(missed)) end
  call('SADD', A .. 'queues', queue)
  schedule({ id = id, q = queue, tn = tenant, pr = priority }, last + tonumber(delay))
end
finish()
return { last, now }
