#!lua flags=allow-oom
-- report: writes how far a job is, into its record and its workflow's.
--
-- KEYS[1]  anchor of the shard
-- ARGV     id, delivery number, token, done, total
-- Returns  accepted | lost | cancelled.
local id, number, token, done, total = unpack(ARGV)
local job = load_job(id)
if not job or job.st ~= 'active' or job.dn ~= number or job.ft ~= token then
  return job and job.st == 'cancelled' and 'cancelled' or 'lost'
end
local part = tonumber(total) > 0 and math.floor(1000 * math.min(1, tonumber(done) / tonumber(total))) or 0
call('HSET', A .. 'j:' .. id, 'pd', done, 'pt', total, 'pf', part)
if job.wf then
  local by = part - tonumber(job.pf or 0)
  if by ~= 0 then group_add(job.wf, job.gr, 'p', by) end
  touch(job.wf)
  finish()
end
return 'accepted'
