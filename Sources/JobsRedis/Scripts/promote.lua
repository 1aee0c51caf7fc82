#!lua flags=allow-oom
-- promote: makes due jobs pending, wakes a worker for queues that were at their rate, and ends workflows whose
-- deadline has passed.
--
-- KEYS[1]  anchor of the shard
-- Returns  { how many became pending, ms until the next job or deadline is due, or -1 when none is }.
local MISSED = cjson.encode({ code = 'missed', message = 'Nobody was there to run it at its time', details = {} })
local promoted = 0
for _, id in ipairs(call('ZRANGEBYSCORE', A .. 'scheduled', '-inf', now, 'LIMIT', 0, 250)) do
  local limited = id:match('^~(.+)')
  local job = not limited and load_job(id)
  if limited then
    -- A queue at its rate has a token again.
    call('ZREM', A .. 'scheduled', id)
    wake(limited)
  elseif job and job.st == 'scheduled' and tonumber(call('HGET', A .. 'j:' .. id, 'xp') or now) < now then
    cancel_job(job, MISSED)
  elseif job and job.st == 'scheduled' then
    leave_state(job)
    call('HDEL', A .. 'j:' .. id, 'xp')
    pend(job, false)
    promoted = promoted + 1
  else
    call('ZREM', A .. 'scheduled', id)
  end
end

-- A workflow that was never opened is forgotten: its producer was never told that it was taken.
local function forget(workflow)
  local ids = call('ZRANGE', A .. 'wj:' .. workflow, 0, -1)
  ids[#ids + 1] = call('HGET', A .. 'w:' .. workflow, 'oe') or nil
  for _, id in ipairs(ids) do
    local job = load_job(id)
    if job then leave_state(job) end
    for _, kind in ipairs({ 'j:', 'p:', 'on:' }) do call('DEL', A .. kind .. id) end
  end
  call('DEL', A .. 'w:' .. workflow, A .. 'wj:' .. workflow, A .. 'wo:' .. workflow)
  call('ZREM', A .. 'deadlines', workflow)
end

-- Where a workflow stands, in words that say what to do about it.
local function standing(key)
  for i = 0, tonumber(call('HGET', key, 'gn')) - 1 do
    local g = 'g' .. i
    local n = call('HMGET', key, g .. 'n', g .. 'q', g .. 't', g .. 's', g .. 'f', g .. 'c', g .. 'a')
    local done = tonumber(n[4]) + tonumber(n[5]) + tonumber(n[6])
    if done < tonumber(n[3]) then
      local why = done .. ' of ' .. n[3] .. ' done'
      if tonumber(n[7]) == 0 and call('ZCOUNT', A .. 'serving:' .. n[2], now - ALIVE, '+inf') == 0 then
        why = 'no worker serves this queue'
      end
      return i, n[1], why
    end
  end
  return 0, 'its end', 'all is done'
end

for _, workflow in ipairs(call('ZRANGEBYSCORE', A .. 'deadlines', '-inf', now, 'LIMIT', 0, 10)) do
  local key = A .. 'w:' .. workflow
  local state = call('HGET', key, 'st')
  if state == 'building' then
    forget(workflow)
  elseif state == 'running' then
    local index, group, why = standing(key)
    local failure = cjson.encode({
      code = 'timed_out', message = 'Timed out in ' .. group .. ': ' .. why, details = { stage = group },
    })
    fail_workflow(workflow, failure, index)
    cancel_members(workflow, failure, true)
    end_workflow(workflow, 'timed_out')
  else
    call('ZREM', A .. 'deadlines', workflow)
  end
end
finish()

local next_due = -1
for _, set in ipairs({ 'scheduled', 'deadlines' }) do
  local first = call('ZRANGE', A .. set, 0, 0, 'WITHSCORES')
  if first[2] then
    local due = math.max(0, tonumber(first[2]) - now)
    if next_due < 0 or due < next_due then next_due = due end
  end
end
return { promoted, next_due }
