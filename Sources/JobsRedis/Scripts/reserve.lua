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
--          payload, metadata, alone } … }; the word is `done`, or `more` when it stopped early and asking again at once
--          makes sense, or `clear` when the worker should become idle for a job that runs alone.
local worker, sequence, token, lease, most = ARGV[1], ARGV[2], ARGV[3], tonumber(ARGV[4]), tonumber(ARGV[5])
local DETAILS = { 'nm', 've', 'q', 'tn', 'pr', 'at', 'cr', 'dn', 'wf', 'nd', 'gr', 'sa', 'st' }
local BOOKED = 60000 -- so long a worker that was told to become idle is waited for without another word, ms
local PASSED_OVER = 1000 -- so many ids that are pending no more may be dropped in one call
local ORDERS = { [4] = { 'normal', 'high', 'low' }, [9] = { 'low', 'normal', 'high' } }
local USUAL = { 'high', 'normal', 'low' }

local function delivery(id, d, number, attempt)
  local texts = call('MGET', A .. 'p:' .. id, A .. 'm:' .. id)
  return { id, number, d[1], d[2], d[3], d[4], d[5], attempt, tonumber(d[7]), d[9] or '', d[10] or '',
    texts[1] or '', texts[2] or '', is_suspect({ cr = d[7] }) and 1 or 0 }
end

local reservation = A .. 'reserved:' .. worker
local answer = { 'done' }
local last = call('HGET', reservation, 'n')
-- On a connection that was given up it may come after its successors: whoever asked hears no answer any more.
if last and tonumber(last) > tonumber(sequence) then return answer end
if last == sequence then
  for _, id in ipairs(cjson.decode(call('HGET', reservation, 'ids'))) do
    local held = call('HMGET', A .. 'j:' .. id, 'st', 'ft')
    if held[1] == 'active' and held[2] == token then
      local d = call('HMGET', A .. 'j:' .. id, unpack(DETAILS))
      answer[#answer + 1] = delivery(id, d, tonumber(d[8]), tonumber(d[6]))
    end
  end
  return answer
end

-- Reading.

local passed_over = 0
local details = {} -- of the jobs chosen; an id may stand in a list twice: cancelled there once, and put back since

-- Walks a list of ids from its old end without taking anything from it.
local function cursor(key, chunk)
  return { key = key, chunk = chunk, offset = 0, buffer = {}, at = 0, taken = 0 }
end

local function peek(c)
  if c.at == 0 then
    c.buffer = call('LRANGE', c.key, -(c.offset + c.chunk), -(c.offset + 1))
    c.at = #c.buffer
    c.offset = c.offset + #c.buffer
  end
  return c.buffer[c.at]
end

local function advance(c)
  c.at = c.at - 1
  c.taken = c.taken + 1
end

-- The next job of a tenant, or nil. What is pending no more is passed over for good.
local function next_of(tenant)
  for _, priority in ipairs(ORDERS[tenant.turn % 10] or USUAL) do
    local c = tenant[priority]
    local id = peek(c)
    while id do
      if passed_over >= PASSED_OVER then return nil end
      advance(c)
      local d = not details[id] and call('HMGET', A .. 'j:' .. id, unpack(DETAILS))
      if d and d[13] == 'pending' then
        details[id] = d
        tenant.turn = tenant.turn + 1
        return id
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
  return { queue = queue, ids = {}, tenants = {}, gone = {}, ring = {}, looked_at = 0 }
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
  p.looked_at = #names
  local round = {}
  for _, name in ipairs(names) do
    local tenant = { name = name, turn = tonumber(call('HGET', base .. ':turns', name) or 0), room = tenant_room(p, name) }
    for _, priority in ipairs(USUAL) do
      tenant[priority] = cursor(base .. ':' .. priority .. ':' .. name, limit)
    end
    round[#round + 1] = tenant
    p.tenants[#p.tenants + 1] = tenant
  end
  local at = 1
  while at <= #round and #p.ids < limit do
    local tenant = round[at]
    local id = tenant.room > 0 and next_of(tenant)
    if id then
      p.ids[#p.ids + 1] = id
      tenant.room = tenant.room - 1
    end
    if tenant.room > 0 and has_more(tenant) then round[#round + 1] = tenant else p.gone[#p.gone + 1] = tenant.name end
    if not id and passed_over >= PASSED_OVER then
      at = at + 1
      break
    end
    at = at + 1
  end
  for i = at, #round do p.ring[#p.ring + 1] = round[i].name end
  p.left = call('LLEN', base .. ':ring') - #names + #p.ring
  -- Those looked at had only what is pending no more; others have not been looked at.
  p.more = #p.ids < limit and p.left > 0
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
  details[suspect.id] = call('HMGET', A .. 'j:' .. suspect.id, unpack(DETAILS))
  total = most
  suspect.plan.ids = { suspect.id }
  suspect.plan.left = call('LLEN', A .. 'q:' .. suspect.plan.queue .. ':ring')
  plans[1] = suspect.plan
  call('ZREM', A .. 'q:' .. suspect.plan.queue .. ':alone', suspect.id)
  call('DEL', A .. 'booked')
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
    total = total + #p.ids
    plans[#plans + 1] = p
  end
end

-- Writing.

local function lease_out(id, d, per_tenant)
  local number, attempt = tonumber(d[8]) + 1, tonumber(d[6]) + 1
  call('HSET', A .. 'j:' .. id, 'st', 'active', 'dn', number, 'ft', token, 'at', attempt, 'wk', worker, 'sa', now)
  call('ZADD', A .. 'leases', now + lease, id)
  if per_tenant then
    call('HINCRBY', A .. 'q:' .. d[3] .. ':busy', d[4], 1)
    call('HSET', A .. 'j:' .. id, 'tb', 1)
  end
  answer[#answer + 1] = delivery(id, d, number, attempt)
  if d[9] then
    local key, g = A .. 'w:' .. d[9], 'g' .. d[11]
    call('HINCRBY', key, g .. 'a', 1)
    call('HINCRBY', key, g .. 'r', 1)
    call('HSETNX', key, g .. 'b', now)
    call('HSETNX', key, 'sa', now)
    touch(d[9])
  end
end

local taken_ids = {}
for _, p in ipairs(plans) do
  local base = A .. 'q:' .. p.queue
  for _, tenant in ipairs(p.tenants) do
    for _, priority in ipairs(USUAL) do
      local c = tenant[priority]
      if c.taken > 0 then call('RPOP', c.key, c.taken) end
    end
    call('HSET', base .. ':turns', tenant.name, tenant.turn)
  end
  if p.looked_at > 0 then
    call('LTRIM', base .. ':ring', p.looked_at, -1)
    for _, name in ipairs(p.ring) do call('RPUSH', base .. ':ring', name) end
    for _, name in ipairs(p.gone) do call('HDEL', base .. ':turns', name) end
  end
  for _, id in ipairs(p.ids) do
    lease_out(id, details[id], p.per_tenant)
    taken_ids[#taken_ids + 1] = id
  end
  count(p.queue, 'pending', -#p.ids)
  count(p.queue, 'active', #p.ids)
  if p.tokens then
    local tokens = p.tokens - #p.ids
    call('HSET', base, 'tk', tokens, 'ta', now)
    if p.left > 0 and tokens < 1 then
      call('ZADD', A .. 'scheduled', now + math.ceil((1 - tokens) * p.period / p.most), '~' .. p.queue)
    end
  end
  if p.left == 0 or (p.at_limit and not p.more) then
    call('DEL', base .. ':wake')
  elseif call('LLEN', base .. ':wake') == 0 then
    call('LPUSH', base .. ':wake', 1)
  end
end
for _, p in ipairs(plans) do
  if p.more then answer[1] = 'more' end
end
-- Sent again after it stopped early with nothing, it is to look further.
if #taken_ids > 0 or answer[1] == 'done' then
  call('HSET', reservation, 'n', sequence, 'ids', cjson.encode(taken_ids))
  call('PEXPIRE', reservation, math.max(lease * 2, 60000))
end
finish()
return answer
