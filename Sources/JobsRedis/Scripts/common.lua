-- common: what several verbs share. Put before each of them when the script is loaded.
--
-- KEYS[1] of every script is its shard's anchor, such as `galley:{0}:`. All other keys are that anchor and a
-- suffix, so they bear the same hash tag and lie in the same Cluster slot, though most are known only once a
-- record was read. KEYS[2] is a key that never exists: while a Cluster moves the slot, its nodes refuse a script whose
-- declared keys they do not have, so that none runs on half of the shard. The layout, with the meaning of every
-- short field name, stands in the article *RedisLayout*.
local A = KEYS[1]
local clock = redis.call('TIME')
local now = clock[1] * 1000 + math.floor(clock[2] / 1000)
local KEEP = 7 * 24 * 3600 * 1000 -- how long the records of what has ended are kept, ms
local ALIVE = 30000 -- a worker not heard of for so long serves nothing, ms
local WAKES = 64 -- more wake-ups than this are pointless: whoever wakes passes it on
local SUSPECT = 2 -- after so many crashes a job runs alone: the next one is then its own, and no neighbour's
local FIELDS = { 'st', 'q', 'tn', 'pr', 'wf', 'gr', 'nd', 'at', 'cr', 'dn', 'ft', 'sf', 'pf', 'wk', 'wa', 'ad', 'uk', 'tb' }

local call = redis.call
local touched = {} -- workflows whose readers will be told
local limited = {} -- whether a queue, or its tenants, may run only so many jobs at a time
local ended = {} -- workflows that may have come to their end
-- What `finish` writes once for each queue, since a script may move many jobs of one.
local counts = {} -- by how much its counters change
local ends = {} -- how many of its jobs have ended
local wakes = {} -- how many workers are to be woken for it
local in_ring = {} -- tenants that this script has seen to stand in a ring

local function load_job(id)
  local values = call('HMGET', A .. 'j:' .. id, unpack(FIELDS))
  if not values[1] then return nil end
  local job = { id = id }
  for i, field in ipairs(FIELDS) do job[field] = values[i] end
  return job
end

local function count(queue, field, by)
  counts[queue] = counts[queue] or {}
  counts[queue][field] = (counts[queue][field] or 0) + by
end

local function count_end(queue, field)
  count(queue, field, 1)
  ends[queue] = (ends[queue] or 0) + 1
end

local function wake(queue)
  wakes[queue] = (wakes[queue] or 0) + 1
end

local function pending_in(queue)
  return tonumber(call('HGET', A .. 'q:' .. queue, 'pending') or 0) + (counts[queue] and counts[queue].pending or 0)
end

local function is_suspect(job)
  return tonumber(job.cr or 0) >= SUSPECT
end

-- Gives a pending job its place in its queue: at the end, or at the front when it has been at the front before. One
-- that runs alone stands apart, where only a worker that holds nothing else finds it.
local function line_up(job, at_front)
  if is_suspect(job) then
    call('ZADD', A .. 'q:' .. job.q .. ':alone', now, job.id)
    count(job.q, 'pending', 1)
    wake(job.q)
    return
  end
  local list = A .. 'q:' .. job.q .. ':' .. job.pr .. ':' .. job.tn
  call(at_front and 'RPUSH' or 'LPUSH', list, job.id)
  local place = job.q .. ':' .. job.tn -- a queue's name holds no colon
  if not in_ring[place] then
    in_ring[place] = true
    -- A tenant is in the ring exactly while it has a field here, so that it never stands there twice.
    if call('HSETNX', A .. 'q:' .. job.q .. ':turns', job.tn, 0) == 1 then
      call('RPUSH', A .. 'q:' .. job.q .. ':ring', job.tn)
    end
  end
  count(job.q, 'pending', 1)
  wake(job.q)
end

local function pend(job, at_front)
  if job.st == 'waiting' then count(job.q, 'waiting', -1) end
  call('HSET', A .. 'j:' .. job.id, 'st', 'pending', 'ps', now)
  line_up(job, at_front)
end

-- Puts a job off. One that is due before all others wakes a worker, whose timer must be set anew.
local function schedule(job, due)
  if job.st == 'waiting' then count(job.q, 'waiting', -1) end
  local first = call('ZRANGE', A .. 'scheduled', 0, 0, 'WITHSCORES')
  call('HSET', A .. 'j:' .. job.id, 'st', 'scheduled', 'du', due)
  call('ZADD', A .. 'scheduled', due, job.id)
  count(job.q, 'scheduled', 1)
  if not first[2] or due < tonumber(first[2]) then wake(job.q) end
end

-- A job of a workflow waits for nothing more: it is pending, or put off by a delay of its own.
local function ready(job)
  if job.ad then schedule(job, now + tonumber(job.ad)) else pend(job, false) end
end

-- Where the job that a key of its tenant stands for is remembered. The length keeps apart what a colon joins.
local function unique(tenant, key)
  return A .. 'u:' .. #tenant .. ':' .. tenant .. ':' .. key
end

-- A job that was to be the only one of its key until its end has ended: the next one is taken.
local function free_key(job)
  if not job.uk then return end
  local key = unique(job.tn, job.uk)
  if call('GET', key) == job.id then call('DEL', key) end
end

local function expire_job(id)
  for _, kind in ipairs({ 'j:', 'p:', 'm:', 'f:', 'r:', 'on:' }) do
    call('PEXPIRE', A .. kind .. id, KEEP)
  end
end

local function group_add(workflow, group, field, by)
  return call('HINCRBY', A .. 'w:' .. workflow, 'g' .. group .. field, by)
end

local function touch(workflow)
  touched[workflow] = true
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
    call('ZREM', A .. 'leases', job.id)
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
  if tonumber(n[2]) + tonumber(n[3]) + tonumber(n[4]) >= tonumber(n[1]) then call('HSET', key, g .. 'e', now) end
  call('HINCRBY', key, 'rem', -1)
  ended[job.wf] = true
  touch(job.wf)
end

local function cancel_job(job, failure)
  leave_state(job)
  free_key(job)
  call('HSET', A .. 'j:' .. job.id, 'st', 'cancelled', 'fa', now)
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
  call('HSET', A .. 'j:' .. job.id, 'st', 'succeeded', 'fa', now, 'sf', job.ft)
  count_end(job.q, 'succeeded')
  if not job.wf then
    -- It will not run again, so nobody reads what it was to do; nor is what went wrong in an earlier attempt wrong with it.
    call('DEL', A .. 'p:' .. job.id, A .. 'm:' .. job.id, A .. 'f:' .. job.id)
    if result ~= '' then call('SET', A .. 'r:' .. job.id, result, 'PX', KEEP) end
    call('PEXPIRE', A .. 'j:' .. job.id, KEEP)
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
  call('HSET', A .. 'j:' .. job.id, 'st', 'dead', 'fa', now, 'sf', job.ft or '')
  call('SET', A .. 'f:' .. job.id, failure)
  call('ZADD', A .. 'dead', now, job.id)
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
  call('HSET', A .. 'w:' .. workflow, 'st', state, 'fa', now)
  call('ZREM', A .. 'deadlines', workflow)
  for _, id in ipairs(call('ZRANGE', A .. 'wj:' .. workflow, 0, -1)) do expire_job(id) end
  for _, kind in ipairs({ 'w:', 'wj:', 'wr:' }) do call('PEXPIRE', A .. kind .. workflow, KEEP) end
  local on_end = call('HGET', A .. 'w:' .. workflow, 'oe')
  local job = on_end and load_job(on_end)
  if job and job.st ~= 'pending' and job.st ~= 'active' then
    if job.st == 'scheduled' then leave_state(job) end
    call('ZREM', A .. 'dead', on_end)
    call('DEL', A .. 'f:' .. on_end)
    call('HDEL', A .. 'j:' .. on_end, 'fa', 'sf', 'un')
    for _, kind in ipairs({ 'j:', 'p:', 'm:' }) do call('PERSIST', A .. kind .. on_end) end
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
  call('HINCRBY', key, 'rc', by)
end

-- Writes what was gathered for each queue.
local function write_queues()
  for queue, fields in pairs(counts) do
    for field, by in pairs(fields) do
      if by ~= 0 then call('HINCRBY', A .. 'q:' .. queue, field, by) end
    end
  end
  for queue, by in pairs(ends) do count_rate(A .. 'q:' .. queue, by) end
  for queue, wanted in pairs(wakes) do
    local key = A .. 'q:' .. queue .. ':wake'
    for _ = 1, math.min(wanted, WAKES - call('LLEN', key)) do call('LPUSH', key, 1) end
  end
end

-- To be called last, by every script that moves a job: ends the workflows whose last job has ended, tells the readers
-- of all that changed, and writes what was gathered.
local function finish()
  for workflow in pairs(ended) do
    local w = call('HMGET', A .. 'w:' .. workflow, 'st', 'rem', 'fl', 'can')
    if w[1] == 'running' and tonumber(w[2]) <= 0 then
      end_workflow(workflow, w[3] and 'failed' or (w[4] and 'cancelled' or 'succeeded'))
    end
  end
  for workflow in pairs(touched) do
    local revision = call('HINCRBY', A .. 'w:' .. workflow, 'rv', 1)
    call('XADD', A .. 'changes', 'MAXLEN', '~', 10000, '*', 'w', workflow, 'r', revision)
  end
  write_queues()
end

-- Whether a live worker that serves this queue knows this job in this version or a newer one.
local function somebody_knows(name, version, queue)
  for _, worker in ipairs(call('ZRANGEBYSCORE', A .. 'serving:' .. queue, now - ALIVE, '+inf')) do
    local known = call('HGET', A .. 'worker:' .. worker, 'job:' .. name)
    if known and tonumber(known) >= tonumber(version) then return true end
  end
  return false
end
