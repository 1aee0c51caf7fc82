#!lua flags=allow-oom
-- purge: cancels what is pending in a queue, a part of it in each call.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  queue
-- ARGV[2]  failure (JSON)
-- Returns  { how many were cancelled, 1 when there may be more, else 0 }.
local base = A .. 'q:' .. ARGV[1]
local cancelled, seen = 0, 0

-- A tenant with pending jobs stands in the ring, or is at its limit and so has running ones.
local function next_tenant()
  local first = call('LINDEX', base .. ':ring', 0)
  if first then return first end
  for _, name in ipairs(call('HKEYS', base .. ':busy')) do
    local tn = ':' .. name
    if call('EXISTS', base .. ':high' .. tn, base .. ':normal' .. tn, base .. ':low' .. tn) > 0 then return name end
  end
end

local function cancel_pending(id)
  local job = load_job(id)
  if not job or job.st ~= 'pending' then return end
  cancel_job(job, ARGV[2])
  if job.wf then
    call('HSET', A .. 'w:' .. job.wf, 'can', 1)
    cancel_dependents(id, ARGV[2])
  end
  cancelled = cancelled + 1
end

-- Those that run alone stand in no list.
for _, id in ipairs(call('ZRANGE', base .. ':alone', 0, 249)) do cancel_pending(id) end

local tenant = next_tenant()
if not tenant then
  finish()
  return { cancelled, 0 }
end
for _, priority in ipairs({ 'high', 'normal', 'low' }) do
  local list = base .. ':' .. priority .. ':' .. tenant
  local ids = call('LRANGE', list, -(250 - seen), -1)
  for _, id in ipairs(ids) do
    cancel_pending(id)
  end
  if #ids > 0 then call('RPOP', list, #ids) end
  seen = seen + #ids
  if seen >= 250 then break end
end
if seen < 250 and call('HDEL', base .. ':turns', tenant) == 1 then call('LPOP', base .. ':ring') end
finish()
return { cancelled, 1 }
