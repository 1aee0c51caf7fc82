#!lua flags=allow-oom
-- reserve: hands pending jobs to one worker, each under a lease.
--
-- One script, because a job that is taken from its queue and not yet leased belongs to nobody: a worker that
-- died between the two would lose it. All is read before the first write.
--
-- The order: queues as the worker prefers them; in a queue its tenants in turn, one job each; of a tenant the
-- highest priority first, but one turn in ten begins with low and one with normal, so that nothing starves.
--
-- A queue that is paused or at its limit gives nothing, and wakes nobody until that has changed; for a rate that
-- is when the next job may be taken, which stands among what is due (see promote). A tenant at its limit leaves the
-- ring, and is back in it when a job of its own has ended or come.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  worker id
-- ARGV[2]  number of the request; the same number again brings the same deliveries back, a lower one nothing
-- ARGV[3]  token, the random half of the fence
-- ARGV[4]  lease (ms)
-- ARGV[5]  count, at most 250
-- ARGV[6]  1 when the worker holds nothing else
-- ARGV[7…] pairs: queue, the most to take from it
-- Returns  { word, { id, delivery number, name, version, queue, tenant, priority, attempt, crashes, workflow, node,
--          body, alone } … }; the word is `done`, or `more` when it stopped early and asking again at once
--          makes sense, or `clear` when the worker should become idle for a job that runs alone.
local worker, sequence, token, lease, most = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local BOOKED = 60000 -- so long a worker that was told to become idle is waited for without another word, ms
local PASSED_OVER = 1000 -- so many ids that are pending no more may be dropped in one call
local ORDERS = { [4] = { 'normal', 'high', 'low' }, [9] = { 'low', 'normal', 'high' } }
local USUAL = { 'high', 'normal', 'low' }

local answer = { 'done' }

-- What a delivery needs of a job's record, its state first.
local function read_for_delivery(key)
  return call('HMGET', key, 'st', 'dn', 'at', 'cr', 'nm', 've', 'wf')
end

-- A job as its delivery tells of it; `d` is what was read for that.
local function as_job(id, key, queue, tenant, priority, d)
  local job = {
    id = id, key = key, q = queue, tn = tenant, pr = priority, number = tonumber(d[2]), attempt = tonumber(d[3]),
    cr = d[4], name = d[5], version = d[6], wf = d[7],
  }
  if job.wf then job.nd, job.gr = unpack(call('HMGET', key, 'nd', 'gr')) end
  return job
end

local function load_for_delivery(id)
  local key = A .. 'j:' .. id
  local place = call('HMGET', key, 'q', 'tn', 'pr')
  return as_job(id, key, place[1], place[2], place[3], read_for_delivery(key))
end

-- What is handed over with them, read for all at once.
local function bodies_of(jobs)
  if #jobs == 0 then return {} end
  local keys = {}
  for i, job in ipairs(jobs) do keys[i] = A .. 'p:' .. job.id end
  return call('MGET', unpack(keys))
end

local function deliver(jobs, bodies)
  for i, job in ipairs(jobs) do
    answer[#answer + 1] = {
      job.id, job.number, job.name, job.version, job.q, job.tn, job.pr, job.attempt, job.cr, job.wf or '',
      job.nd or '', bodies[i] or '', is_suspect(job) and 1 or 0,
    }
  end
end

-- The last request and what it was given, for when it is sent again.
local reservation = A .. 'reserved:' .. worker
local last = call('GET', reservation)
local last_sequence = last and last:match('^%d+')
-- On a connection that was given up it may come after its successors: whoever asked hears no answer any more.
if last and tonumber(last_sequence) > tonumber(sequence) then return answer end
if last_sequence == sequence then
  local held = {}
  for id in last:gmatch(' (%S+)') do
    local fence = call('HMGET', A .. 'j:' .. id, 'st', 'ft')
    if fence[1] == 'active' and fence[2] == token then held[#held + 1] = load_for_delivery(id) end
  end
  deliver(held, bodies_of(held))
  return answer
end

-- Reading.

local passed_over = 0
local chosen = {} -- an id may stand in a list twice: cancelled there once, and put back since

-- Walks a list of ids from its old end without taking anything from it.
local function cursor(key, chunk)
  return { key = key, chunk = chunk, offset = 0, buffer = {}, at = 0, taken = 0 }
end

local function peek(c)
  if c.at == 0 and not c.is_read then
    c.buffer = call('LRANGE', c.key, -(c.offset + c.chunk), -(c.offset + 1))
    c.at = #c.buffer
    c.offset = c.offset + #c.buffer
    c.is_read = #c.buffer < c.chunk
  end
  return c.buffer[c.at]
end

local function advance(c)
  c.at = c.at - 1
  c.taken = c.taken + 1
end

-- The next job of a tenant, or nil. What is pending no more is passed over for good.
local function next_of(queue, tenant)
  for _, priority in ipairs(ORDERS[tenant.turn % 10] or USUAL) do
    local c = tenant[priority]
    local id = peek(c)
    while id do
      if passed_over >= PASSED_OVER then return nil end
      advance(c)
      local key = A .. 'j:' .. id
      local d = not chosen[id] and read_for_delivery(key)
      if d and d[1] == 'pending' then
        chosen[id] = true
        tenant.turn = tenant.turn + 1
        return as_job(id, key, queue, tenant.name, priority, d)
      end
      passed_over = passed_over + 1
      id = peek(c)
    end
  end
  return nil
end

local function has_more(tenant)
  return peek(tenant.high) or peek(tenant.normal) or peek(tenant.low)
end

-- How much the queue's own settings let be taken now. A rate is a bucket of tokens that fills all the time.
local function allowance(p, limit)
  local q = call('HMGET', A .. 'q:' .. p.queue, 'paused', 'lc', 'lt', 'lr', 'lp', 'tk', 'ta', 'active')
  if q[1] then return 0 end
  p.per_tenant = tonumber(q[3])
  if q[2] then limit = math.min(limit, tonumber(q[2]) - tonumber(q[8] or 0)) end
  if q[4] then
    p.most, p.period = tonumber(q[4]), tonumber(q[5])
    p.tokens = math.min(p.most, tonumber(q[6] or p.most) + (now - tonumber(q[7] or now)) * p.most / p.period)
    limit = math.min(limit, math.floor(p.tokens + 1e-9)) -- what rounding took from a whole token
  end
  return limit
end

-- How many jobs of a tenant may be begun now.
local function tenant_room(p, name)
  if not p.per_tenant then return math.huge end
  return p.per_tenant - tonumber(call('HGET', A .. 'q:' .. p.queue .. ':busy', name) or 0)
end

local function empty_plan(queue)
  return { queue = queue, jobs = {}, tenants = {}, gone = {}, ring = {} }
end

-- What to take from one queue, and how its ring looks afterwards.
local function plan(queue, wanted)
  local p = empty_plan(queue)
  local base = A .. 'q:' .. queue
  local limit = allowance(p, wanted)
  p.at_limit = limit < wanted
  if limit <= 0 then
    p.left = call('LLEN', base .. ':ring')
    return p
  end
  local names = call('LRANGE', base .. ':ring', 0, limit - 1)
  local turns = #names > 0 and call('HMGET', base .. ':turns', unpack(names))
  local round = {}
  for i, name in ipairs(names) do
    local tenant = { name = name, turn = tonumber(turns[i] or 0), room = tenant_room(p, name) }
    for _, priority in ipairs(USUAL) do
      -- One more than can be taken, to see whether more is there.
      tenant[priority] = cursor(base .. ':' .. priority .. ':' .. name, limit + 1)
    end
    round[#round + 1] = tenant
    p.tenants[#p.tenants + 1] = tenant
  end
  local at = 1
  while at <= #round and #p.jobs < limit do
    local tenant = round[at]
    local job = tenant.room > 0 and next_of(queue, tenant)
    if job then
      p.jobs[#p.jobs + 1] = job
      tenant.room = tenant.room - 1
    end
    if tenant.room > 0 and has_more(tenant) then round[#round + 1] = tenant else p.gone[#p.gone + 1] = tenant.name end
    at = at + 1
    if not job and passed_over >= PASSED_OVER then break end
  end
  for i = at, #round do p.ring[#p.ring + 1] = round[i].name end
  p.left = call('LLEN', base .. ':ring') - #names + #p.ring
  -- Those looked at had only what is pending no more; others have not been looked at.
  p.more = #p.jobs < limit and p.left > 0
  return p
end

local plans, total = {}, 0

-- A job that runs alone goes before all others, and to an idle worker alone. One busy worker at a time is told to
-- become idle, so that it need not wait for an idle hour and the others go on.
local suspect
for i = 7, #ARGV, 2 do
  local ids = tonumber(ARGV[i + 1]) > 0 and call('ZRANGE', A .. 'q:' .. ARGV[i] .. ':alone', 0, 99) or {}
  local p = #ids > 0 and empty_plan(ARGV[i])
  if p and allowance(p, 1) > 0 then
    for _, id in ipairs(ids) do
      if tenant_room(p, call('HGET', A .. 'j:' .. id, 'tn')) > 0 then
        suspect = { id = id, plan = p }
        break
      end
    end
  end
  if suspect then break end
end
if suspect and ARGV[6] == '1' then
  total = most
  suspect.plan.jobs = { load_for_delivery(suspect.id) }
  suspect.plan.left = call('LLEN', A .. 'q:' .. suspect.plan.queue .. ':ring')
  plans[1] = suspect.plan
elseif suspect then
  local booked = call('GET', A .. 'booked')
  if not booked or booked == worker then
    call('SET', A .. 'booked', worker, 'PX', BOOKED)
    return { 'clear' }
  end
end
for i = 7, #ARGV, 2 do
  local limit = math.min(tonumber(ARGV[i + 1]), most - total)
  if limit > 0 then
    local p = plan(ARGV[i], limit)
    total = total + #p.jobs
    plans[#plans + 1] = p
  end
end
local jobs = {}
for _, p in ipairs(plans) do
  for _, job in ipairs(p.jobs) do jobs[#jobs + 1] = job end
end
local bodies = bodies_of(jobs)

-- Writing.

if suspect and plans[1] == suspect.plan then
  call('ZREM', A .. 'q:' .. suspect.plan.queue .. ':alone', suspect.id)
  call('DEL', A .. 'booked')
end

local function lease_out(job, per_tenant)
  job.number, job.attempt = job.number + 1, job.attempt + 1
  call('HSET', job.key, 'st', 'active', 'dn', text(job.number), 'at', text(job.attempt), 'ft', token, 'wk', worker,
    'sa', stamp)
  if per_tenant then
    call('HINCRBY', A .. 'q:' .. job.q .. ':busy', job.tn, 1)
    call('HSET', job.key, 'tb', 1)
  end
  if job.wf then
    local key, g = A .. 'w:' .. job.wf, 'g' .. job.gr
    call('HINCRBY', key, g .. 'a', 1)
    call('HINCRBY', key, g .. 'r', 1)
    call('HSETNX', key, g .. 'b', stamp)
    call('HSETNX', key, 'sa', stamp)
    touch(job.wf)
  end
end

-- Writes how a queue's ring and the turns in it have become.
local function write_ring(p, base)
  local turns = {}
  for _, tenant in ipairs(p.tenants) do
    for _, priority in ipairs(USUAL) do
      local c = tenant[priority]
      if c.taken > 0 then call('RPOP', c.key, c.taken) end
    end
    turns[#turns + 1] = tenant.name
    turns[#turns + 1] = text(tenant.turn)
  end
  if #turns == 0 then return end
  call('HSET', base .. ':turns', unpack(turns))
  -- A tenant alone whose turn it is again stands where it stood.
  if p.left == 1 and #p.gone == 0 then return end
  call('LTRIM', base .. ':ring', #p.tenants, -1)
  if #p.ring > 0 then call('RPUSH', base .. ':ring', unpack(p.ring)) end
  if #p.gone > 0 then call('HDEL', base .. ':turns', unpack(p.gone)) end
end

local expiries, taken = {}, { sequence }
local expiry = text(now + lease)
for _, p in ipairs(plans) do
  local base = A .. 'q:' .. p.queue
  write_ring(p, base)
  for _, job in ipairs(p.jobs) do
    lease_out(job, p.per_tenant)
    expiries[#expiries + 1] = expiry
    expiries[#expiries + 1] = job.id
    taken[#taken + 1] = job.id
  end
  count(p.queue, 'pending', -#p.jobs)
  count(p.queue, 'active', #p.jobs)
  if p.tokens then
    local tokens = p.tokens - #p.jobs
    call('HSET', base, 'tk', tokens, 'ta', stamp)
    if p.left > 0 and tokens < 1 then
      call('ZADD', A .. 'scheduled', now + math.ceil((1 - tokens) * p.period / p.most), '~' .. p.queue)
    end
  end
  if p.left == 0 or (p.at_limit and not p.more) then
    call('DEL', base .. ':wake')
  elseif call('LLEN', base .. ':wake') == 0 then
    call('LPUSH', base .. ':wake', 1)
  end
  if p.more then answer[1] = 'more' end
end
if #jobs > 0 then call('ZADD', A .. 'leases', unpack(expiries)) end
-- Sent again after it stopped early with nothing, it is to look further.
if #jobs > 0 or answer[1] == 'done' then
  call('SET', reservation, table.concat(taken, ' '), 'PX', math.max(lease * 2, 60000))
end
deliver(jobs, bodies)
finish()
return answer
