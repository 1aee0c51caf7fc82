-- common: what every verb has. Put before each of them when the script is loaded, and run with each call: what only
-- the moves of existing jobs need stands in transitions.lua. Before it stands `now`, in ms, by Redis's clock.
--
-- KEYS[1] of every script is its shard's anchor, such as `galley:{0}:`. All other keys are that anchor and a
-- suffix, so they bear the same hash tag and lie in the same Cluster slot, though most are known only once a
-- record was read. KEYS[2] is a key that never exists: while a Cluster moves the slot, its nodes refuse a script whose
-- declared keys they do not have, so that none runs on half of the shard. The layout, with the meaning of every
-- short field name, stands in the article *RedisLayout*.
local call = redis.call
local A = KEYS[1]

-- A whole number as text, written out once. Handed to a command as a number it would be written out each time, as a
-- fraction, which takes longer than most commands.
local texts = {}
local function text(number)
  if not texts[number] then texts[number] = string.format('%d', number) end
  return texts[number]
end

local stamp = text(now)
local WAKES = 64 -- more wake-ups than this are pointless: whoever wakes passes it on
local SUSPECT = 2 -- after so many crashes a job runs alone: the next one is then its own, and no neighbour's

-- What `finish` writes once for each queue, since a script may move many jobs of one.
local counts = {} -- by how much its counters change
local wakes = {} -- how many workers are to be woken for it
local in_ring = {} -- tenants that this script has seen to stand in a ring
local touched = {} -- workflows whose readers will be told

local function count(queue, field, by)
  counts[queue] = counts[queue] or {}
  counts[queue][field] = (counts[queue][field] or 0) + by
end

local function wake(queue)
  wakes[queue] = (wakes[queue] or 0) + 1
end

local function touch(workflow)
  touched[workflow] = true
end

local function pending_in(queue)
  return tonumber(call('HGET', A .. 'q:' .. queue, 'pending') or 0) + (counts[queue] and counts[queue].pending or 0)
end

local function is_suspect(job)
  return tonumber(job.cr or 0) >= SUSPECT
end

-- Writes what a new job is, and its body. What its delivery and its end read stands first: a hash this small is
-- searched from its beginning.
local function write_job(id, state, name, version, queue, tenant, priority, body)
  call('HSET', A .. 'j:' .. id, 'st', state, 'dn', '0', 'at', '0', 'cr', '0', 'q', queue, 'tn', tenant, 'nm', name,
    've', version, 'pr', priority, 'eq', stamp)
  call('SET', A .. 'p:' .. id, body)
end

-- Gives a pending job its place in its queue: at the end, or at the front when it has been at the front before. One
-- that runs alone stands apart, where only a worker that holds nothing else finds it.
local function line_up(job, at_front)
  if is_suspect(job) then
    call('ZADD', A .. 'q:' .. job.q .. ':alone', stamp, job.id)
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
    if call('HSETNX', A .. 'q:' .. job.q .. ':turns', job.tn, '0') == 1 then
      call('RPUSH', A .. 'q:' .. job.q .. ':ring', job.tn)
    end
  end
  count(job.q, 'pending', 1)
  wake(job.q)
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

-- Where the job that a key of its tenant stands for is remembered. The length keeps apart what a colon joins.
local function unique(tenant, key)
  return A .. 'u:' .. #tenant .. ':' .. tenant .. ':' .. key
end

-- To be called last, by every script that moves a job: tells the readers of the workflows that changed, and writes what
-- was gathered for each queue.
local function finish()
  for workflow in pairs(touched) do
    local revision = call('HINCRBY', A .. 'w:' .. workflow, 'rv', '1')
    call('XADD', A .. 'changes', 'MAXLEN', '~', 10000, '*', 'w', workflow, 'r', revision)
  end
  for queue, fields in pairs(counts) do
    for field, by in pairs(fields) do
      if by ~= 0 then call('HINCRBY', A .. 'q:' .. queue, field, text(by)) end
    end
  end
  for queue, wanted in pairs(wakes) do
    local key = A .. 'q:' .. queue .. ':wake'
    local calls = {}
    for i = 1, math.min(wanted, WAKES - call('LLEN', key)) do calls[i] = '1' end
    if #calls > 0 then call('LPUSH', key, unpack(calls)) end
  end
end
