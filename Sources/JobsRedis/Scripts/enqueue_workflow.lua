-- enqueue_workflow: writes a workflow, or a part of a large one, and opens it with its last part.
--
-- Large workflows come in several calls, because one of 1,000 jobs would hold Redis for 12 ms: the record is
-- `building` until the last call opens it, and nothing of it runs before. Every part may be sent again.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  workflow id
-- ARGV[2]  header, JSON: { name, tenant, metadata (JSON text), deadline (ms), policy, total, groups: [{name, queue, total}],
--          on_end: absent or { id, name, version, queue, tenant, priority, body } }
-- ARGV[3]  1 when this is the last part, else 0
-- ARGV[4…] eleven for each node: id, name, version, queue, tenant, priority, delay (ms), body, node name, its place among the nodes, group number; then the number of dependencies and their ids
-- Returns  1 when it was opened or part of it was taken, 0 when it was known already.
local workflow, last = ARGV[1], ARGV[3]
local key = A .. 'w:' .. workflow
local state = call('HGET', key, 'st')
if state and state ~= 'building' then return 0 end

local function write_waiting(id, name, version, queue, tenant, priority, body)
  if call('EXISTS', A .. 'j:' .. id) == 0 then count(queue, 'waiting', 1) end
  write_job(id, 'waiting', name, version, queue, tenant, priority, body)
  call('SADD', A .. 'queues', queue)
end

local header = cjson.decode(ARGV[2])
if not state then
  call('HSET', key, 'v', 1, 'nm', header.name, 'tn', header.tenant, 'st', 'building', 'md', header.metadata,
    'ca', now, 'dl', now + header.deadline, 'rv', 0, 'tot', header.total, 'rem', header.total, 'fp', header.policy,
    'gn', #header.groups)
  for i, group in ipairs(header.groups) do
    local g = 'g' .. (i - 1)
    call('HSET', key, g .. 'n', group.name, g .. 'q', group.queue, g .. 't', group.total, g .. 's', 0, g .. 'f', 0,
      g .. 'c', 0, g .. 'a', 0, g .. 'r', 0, g .. 'p', 0)
  end
  call('ZADD', A .. 'deadlines', now + header.deadline, workflow)
  local e = header.on_end
  if e then
    call('HSET', key, 'oe', e.id)
    call('SET', A .. 'wo:' .. workflow, e.body)
    write_waiting(e.id, e.name, e.version, e.queue, e.tenant, e.priority, e.body)
  end
end

local i = 4
while i <= #ARGV do
  local id, name, version, queue, tenant, priority, delay, body, node, place, group = unpack(ARGV, i, i + 10)
  local waits = tonumber(ARGV[i + 11])
  write_waiting(id, name, version, queue, tenant, priority, body)
  call('HSET', A .. 'j:' .. id, 'wf', workflow, 'nd', node, 'gr', group, 'gn', header.groups[tonumber(group) + 1].name,
    'wa', waits)
  if tonumber(delay) > 0 then call('HSET', A .. 'j:' .. id, 'ad', delay) end
  call('ZADD', A .. 'wj:' .. workflow, place, id)
  for d = i + 12, i + 11 + waits do call('SADD', A .. 'on:' .. ARGV[d], id) end
  i = i + 12 + waits
end

if last == '1' then
  call('HSET', key, 'st', 'running')
  for _, id in ipairs(call('ZRANGE', A .. 'wj:' .. workflow, 0, -1)) do
    local job = load_job(id)
    if job.wa == '0' then ready(job) end
  end
  touch(workflow)
end
finish()
return 1
