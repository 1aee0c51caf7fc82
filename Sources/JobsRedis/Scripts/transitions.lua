-- transitions: the moves of jobs and workflows from state to state. Put after what all verbs have, before those that
-- move what exists; those that only add or read do without, since all of this runs anew with each call.
local ALIVE = 30000 -- a worker not heard of for so long serves nothing, ms
local KEEP = '604800000' -- how long the records of what has ended are kept: a week, in ms
local FIELDS = { 'st', 'q', 'tn', 'pr', 'wf', 'gr', 'nd', 'at', 'cr', 'dn', 'ft', 'sf', 'pf', 'wk', 'wa', 'ad', 'uk', 'tb' }

local limited = {} -- whether a queue, or its tenants, may run only so many jobs at a time
local ended = {} -- workflows that may have come to their end
local ends = {} -- how many jobs of a queue have ended
local freed = {} -- jobs that hold no lease any more
local unread = {} -- keys of what nobody will read again

local function load_job(id)
  local values = call('HMGET', A .. 'j:' .. id, unpack(FIELDS))
  if not values[1] then return nil end
  local job = { id = id }
  for i, field in ipairs(FIELDS) do job[field] = values[i] end
  return job
end

local function count_end(queue, field)
  count(queue, field, 1)
  ends[queue] = (ends[queue] or 0) + 1
end

local function pend(job, at_front)
  if job.st == 'waiting' then count(job.q, 'waiting', -1) end
  call('HSET', A .. 'j:' .. job.id, 'st', 'pending', 'ps', stamp)
  line_up(job, at_front)
end

-- A job of a workflow waits for nothing more: it is pending, or put off by a delay of its own.
local function ready(job)
  if job.ad then schedule(job, now + tonumber(job.ad)) else pend(job, false) end
end

-- A job that was to be the only one of its key until its end has ended: the next one is taken.
local function free_key(job)
  if not job.uk then return end
  local key = unique(job.tn, job.uk)
  if call('GET', key) == job.id then call('DEL', key) end
end

local function expire_job(id)
  for _, kind in ipairs({ 'j:', 'p:', 'f:', 'r:', 'on:' }) do
    call('PEXPIRE', A .. kind .. id, KEEP)
  end
end

local function group_add(workflow, group, field, by)
  return call('HINCRBY', A .. 'w:' .. workflow, 'g' .. group .. field, by)
end

-- A job of a limited queue, or of a tenant that is limited there, runs no more: there may be room for the next.
local function make_room(job)
  local base = A .. 'q:' .. job.q
  if job.tb then
    if call('HINCRBY', base .. ':busy', job.tn, -1) <= 0 then call('HDEL', base .. ':busy', job.tn) end
    call('HDEL', A .. 'j:' .. job.id, 'tb')
    local tn = ':' .. job.tn
    if call('EXISTS', base .. ':high' .. tn, base .. ':normal' .. tn, base .. ':low' .. tn) > 0
      and call('HSETNX', base .. ':turns', job.tn, 0) == 1 then
      call('RPUSH', base .. ':ring', job.tn)
    end
  end
  if limited[job.q] == nil then
    local limits = call('HMGET', base, 'lc', 'lt')
    limited[job.q] = limits[1] ~= false or limits[2] ~= false
  end
  if limited[job.q] and pending_in(job.q) > 0 then wake(job.q) end
end

-- Takes a job out of the state it is in: the counters and the sets that hold it there.
local function leave_state(job)
  if job.st == 'active' then
    freed[#freed + 1] = job.id
    count(job.q, 'active', -1)
    make_room(job)
    if job.wf then
      group_add(job.wf, job.gr, 'a', -1)
      if tonumber(job.pf or 0) > 0 then group_add(job.wf, job.gr, 'p', -tonumber(job.pf)) end
    end
    if job.pf then call('HDEL', A .. 'j:' .. job.id, 'pf', 'pd', 'pt') end
  elseif job.st == 'scheduled' then
    call('ZREM', A .. 'scheduled', job.id)
    call('HDEL', A .. 'j:' .. job.id, 'du')
    count(job.q, 'scheduled', -1)
  elseif job.st == 'pending' then
    -- Its id stays in the list; `reserve` passes over what is no longer pending.
    if is_suspect(job) then call('ZREM', A .. 'q:' .. job.q .. ':alone', job.id) end
    count(job.q, 'pending', -1)
  elseif job.st == 'waiting' then
    count(job.q, 'waiting', -1)
  end
end

-- A job of a workflow has ended: counts it in its group, and remembers to look at the whole.
local function count_in_group(job, field)
  group_add(job.wf, job.gr, field, 1)
  local key = A .. 'w:' .. job.wf
  local g = 'g' .. job.gr
  local n = call('HMGET', key, g .. 't', g .. 's', g .. 'f', g .. 'c')
  if tonumber(n[2]) + tonumber(n[3]) + tonumber(n[4]) >= tonumber(n[1]) then call('HSET', key, g .. 'e', stamp) end
  call('HINCRBY', key, 'rem', -1)
  ended[job.wf] = true
  touch(job.wf)
end

local function cancel_job(job, failure)
  leave_state(job)
  free_key(job)
  call('HSET', A .. 'j:' .. job.id, 'st', 'cancelled', 'fa', stamp)
  call('SET', A .. 'f:' .. job.id, failure)
  if job.wf then count_in_group(job, 'c') else expire_job(job.id) end
end

-- What waits for a job that will not succeed is cancelled, and what waits for that.
local function cancel_dependents(id, failure)
  local stack = { id }
  while #stack > 0 do
    local top = table.remove(stack)
    for _, dependent in ipairs(call('SMEMBERS', A .. 'on:' .. top)) do
      local job = load_job(dependent)
      if job and job.st == 'waiting' then
        cancel_job(job, failure)
        stack[#stack + 1] = dependent
      end
    end
  end
end

local function cancel_members(workflow, failure, also_active)
  for _, id in ipairs(call('ZRANGE', A .. 'wj:' .. workflow, 0, -1)) do
    local job = load_job(id)
    if job and (job.st == 'waiting' or job.st == 'scheduled' or job.st == 'pending' or (also_active and job.st == 'active')) then
      cancel_job(job, failure)
    end
  end
end

local function fail_workflow(workflow, failure, group, node, job)
  if call('HSETNX', A .. 'w:' .. workflow, 'fl', failure) == 1 then
    call('HSET', A .. 'w:' .. workflow, 'fg', group or '', 'fn', node or '', 'fj', job or '')
  end
end

local function succeed(job, result)
  leave_state(job)
  free_key(job)
  local key = job.key or A .. 'j:' .. job.id
  call('HSET', key, 'st', 'succeeded', 'fa', stamp, 'sf', job.ft)
  count_end(job.q, 'succeeded')
  if not job.wf then
    -- It will not run again, so nobody reads what it was to do; nor is what went wrong in an earlier attempt wrong with it.
    unread[#unread + 1] = A .. 'p:' .. job.id
    -- Whoever failed before has been attempted before.
    if job.at ~= '1' then unread[#unread + 1] = A .. 'f:' .. job.id end
    if result ~= '' then call('SET', A .. 'r:' .. job.id, result, 'PX', KEEP) end
    call('PEXPIRE', key, KEEP)
    return
  end
  call('DEL', A .. 'f:' .. job.id)
  if result ~= '' then call('HSET', A .. 'wr:' .. job.wf, job.nd, result) end
  for _, dependent in ipairs(call('SMEMBERS', A .. 'on:' .. job.id)) do
    if call('HINCRBY', A .. 'j:' .. dependent, 'wa', -1) == 0 then
      local waiting = load_job(dependent)
      if waiting.st == 'waiting' then ready(waiting) end
    end
  end
  count_in_group(job, 's')
end

local function bury(job, failure, result)
  leave_state(job)
  free_key(job)
  call('HSET', A .. 'j:' .. job.id, 'st', 'dead', 'fa', stamp, 'sf', job.ft or '')
  call('SET', A .. 'f:' .. job.id, failure)
  call('ZADD', A .. 'dead', stamp, job.id)
  count_end(job.q, 'failed')
  if not job.wf then
    if result ~= '' then call('SET', A .. 'r:' .. job.id, result) end
    expire_job(job.id)
    return
  end
  if result ~= '' then call('HSET', A .. 'wr:' .. job.wf, job.nd, result) end
  fail_workflow(job.wf, failure, job.gr, job.nd, job.id)
  local because = cjson.encode({
    code = 'dependency_failed', message = 'Cancelled because ' .. job.nd .. ' failed', details = { node = job.nd },
  })
  if call('HGET', A .. 'w:' .. job.wf, 'fp') == 'dependents' then
    cancel_dependents(job.id, because)
  else
    cancel_members(job.wf, because, false)
  end
  count_in_group(job, 'f')
end

-- Gives a job back untouched, to be taken next. Not marked as settled: after a reclaim its old holder is refused.
local function give_back(job)
  leave_state(job)
  call('HSET', A .. 'j:' .. job.id, 'at', math.max(0, tonumber(job.at) - 1))
  pend(job, true)
  if job.wf then touch(job.wf) end
end

-- Takes a job back from a worker that cannot go on with it. Only a crash that it had to itself condemns a job: one
-- before may have been a neighbour's.
local function take_back(job, crashed, most)
  local was_alone = is_suspect(job)
  if crashed then job.cr = call('HINCRBY', A .. 'j:' .. job.id, 'cr', 1) end
  if crashed and was_alone and job.cr >= most then
    bury(job, cjson.encode({
      code = 'poison', message = 'Its worker died under it ' .. job.cr .. ' times',
      details = { crashes = tostring(job.cr) },
    }), '')
  else
    give_back(job)
  end
end

local function end_workflow(workflow, state)
  call('HSET', A .. 'w:' .. workflow, 'st', state, 'fa', stamp)
  call('ZREM', A .. 'deadlines', workflow)
  for _, id in ipairs(call('ZRANGE', A .. 'wj:' .. workflow, 0, -1)) do expire_job(id) end
  for _, kind in ipairs({ 'w:', 'wj:', 'wr:', 'wo:' }) do call('PEXPIRE', A .. kind .. workflow, KEEP) end
  local on_end = call('HGET', A .. 'w:' .. workflow, 'oe')
  local job = on_end and load_job(on_end)
  if job and job.st ~= 'pending' and job.st ~= 'active' then
    if job.st == 'scheduled' then leave_state(job) end
    call('ZREM', A .. 'dead', on_end)
    call('DEL', A .. 'f:' .. on_end)
    call('HDEL', A .. 'j:' .. on_end, 'fa', 'sf', 'un')
    call('PERSIST', A .. 'j:' .. on_end)
    -- When it has run for an end before, it has left none.
    call('SET', A .. 'p:' .. on_end, call('GET', A .. 'wo:' .. workflow))
    call('HSET', A .. 'j:' .. on_end, 'at', 0, 'cr', 0)
    job.cr = 0
    pend(job, false)
  end
  touch(workflow)
end

-- Ends per minute, for the rate that `inspect queues` shows.
local function count_rate(key, by)
  local minute = math.floor(now / 60000)
  local last = tonumber(call('HGET', key, 'rm') or 0)
  if last ~= minute then
    local previous = (last == minute - 1) and call('HGET', key, 'rc') or 0
    call('HSET', key, 'rm', minute, 'rp', previous, 'rc', 0)
  end
  call('HINCRBY', key, 'rc', text(by))
end

-- Before what all verbs gather is written come the ends of workflows, which add to it; and before those what is removed,
-- since the job that follows a workflow's end may have run for an end before.
local write_gathered = finish
finish = function()
  -- In parts, since a call takes only some thousands of arguments.
  for i = 1, #freed, 1000 do call('ZREM', A .. 'leases', unpack(freed, i, math.min(i + 999, #freed))) end
  for i = 1, #unread, 1000 do call('DEL', unpack(unread, i, math.min(i + 999, #unread))) end
  for workflow in pairs(ended) do
    local w = call('HMGET', A .. 'w:' .. workflow, 'st', 'rem', 'fl', 'can')
    if w[1] == 'running' and tonumber(w[2]) <= 0 then
      end_workflow(workflow, w[3] and 'failed' or (w[4] and 'cancelled' or 'succeeded'))
    end
  end
  for queue, by in pairs(ends) do count_rate(A .. 'q:' .. queue, by) end
  write_gathered()
end
