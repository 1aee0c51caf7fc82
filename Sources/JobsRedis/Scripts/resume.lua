-- resume: takes up an ended workflow where it stopped. What succeeded stays; all else runs again.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  workflow id
-- ARGV[2]  deadline from now (ms)
-- Returns  done | not_found | wrong_state.
local workflow = ARGV[1]
local key = A .. 'w:' .. workflow
local state = call('HGET', key, 'st')
if not state then return 'not_found' end
if state ~= 'failed' and state ~= 'cancelled' and state ~= 'timed_out' then return 'wrong_state' end

local again, waits = {}, {}
for _, id in ipairs(call('ZRANGE', A .. 'wj:' .. workflow, 0, -1)) do
  local job = load_job(id)
  if not job or call('EXISTS', A .. 'p:' .. id) == 0 then return 'not_found' end
  for _, kind in ipairs({ 'j:', 'p:', 'f:', 'on:' }) do call('PERSIST', A .. kind .. id) end
  if job.st ~= 'succeeded' then
    again[#again + 1] = job
    waits[id] = waits[id] or 0
    for _, dependent in ipairs(call('SMEMBERS', A .. 'on:' .. id)) do
      waits[dependent] = (waits[dependent] or 0) + 1
    end
  end
end
for _, kind in ipairs({ 'w:', 'wj:', 'wr:', 'wo:' }) do call('PERSIST', A .. kind .. workflow) end
call('HDEL', key, 'fl', 'fg', 'fn', 'fj', 'fa', 'can')
call('HSET', key, 'st', 'running', 'rem', #again, 'dl', now + tonumber(ARGV[2]))
call('ZADD', A .. 'deadlines', now + tonumber(ARGV[2]), workflow)
for _, job in ipairs(again) do
  local g = 'g' .. job.gr
  call('HSET', key, g .. 'f', 0, g .. 'c', 0)
  call('HDEL', key, g .. 'e')
  call('ZREM', A .. 'dead', job.id)
  call('HDEL', A .. 'wr:' .. workflow, job.nd)
  call('DEL', A .. 'f:' .. job.id)
  call('HDEL', A .. 'j:' .. job.id, 'fa', 'sf', 'un')
  call('HSET', A .. 'j:' .. job.id, 'st', 'waiting', 'at', 0, 'cr', 0, 'wa', waits[job.id])
  count(job.q, 'waiting', 1)
  job.st, job.cr = 'waiting', 0
end
for _, job in ipairs(again) do
  if waits[job.id] == 0 then ready(job) end
end
touch(workflow)
finish()
return 'done'
