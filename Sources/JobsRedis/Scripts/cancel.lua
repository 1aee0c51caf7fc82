#!lua flags=allow-oom
-- cancel: ends a job or a workflow that has not ended; what runs loses its lease at once.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  job | workflow
-- ARGV[2]  id
-- ARGV[3]  failure (JSON)
-- Returns  done | not_found | wrong_state.
local kind, id, failure = ARGV[1], ARGV[2], ARGV[3]
if kind == 'workflow' then
  local state = call('HGET', A .. 'w:' .. id, 'st')
  if not state then return 'not_found' end
  if state ~= 'running' and state ~= 'building' then return 'wrong_state' end
  fail_workflow(id, failure)
  cancel_members(id, failure, true)
  end_workflow(id, 'cancelled')
else
  local job = load_job(id)
  if not job then return 'not_found' end
  if job.st == 'succeeded' or job.st == 'dead' or job.st == 'cancelled' then return 'wrong_state' end
  cancel_job(job, failure)
  if job.wf then
    call('HSET', A .. 'w:' .. job.wf, 'can', 1)
    cancel_dependents(id, failure)
  end
end
finish()
return 'done'
