#!lua flags=allow-oom
-- settle: ends runs. The one verb of an ending; complete, retry, bury and release are its outcomes.
--
-- One script, because an ended job whose dependents were not readied would strand its workflow.
-- A settlement sent again is answered as the first time: the record remembers the token that ended the run.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  how long a job may wait for a worker that knows it (ms)
-- ARGV[2…] seven for each: id, delivery number, token, outcome, delay (ms; retry) or reason (release),
--          failure (JSON; retry, bury), result (complete, bury; '' is none)
-- Returns  one word for each: accepted | lost | cancelled.
local unknown_for = tonumber(ARGV[1])
local UNKNOWN_PAUSE = 1000 -- between two tries at that, ms

-- For a job that its worker does not know: another may, and if none does it is set aside.
local function release_unknown(job)
  local key = A .. 'j:' .. job.id
  local about = call('HMGET', key, 'nm', 've', 'un')
  local known = somebody_knows(about[1], about[2], job.q)
  local since = known and now or tonumber(about[3] or now)
  if not known and now - since >= unknown_for then
    bury(job, cjson.encode({
      code = 'unknown_job', message = 'No worker knows ' .. about[1] .. ' in version ' .. about[2],
      details = { job = about[1], version = about[2] },
    }), '')
    return
  end
  leave_state(job)
  call('HSET', key, 'at', math.max(0, tonumber(job.at) - 1), 'un', since, 'sf', job.ft)
  schedule(job, now + UNKNOWN_PAUSE)
  if job.wf then touch(job.wf) end
end

local function retry(job, delay, failure)
  leave_state(job)
  call('HSET', A .. 'j:' .. job.id, 'sf', job.ft)
  call('HDEL', A .. 'j:' .. job.id, 'un')
  call('SET', A .. 'f:' .. job.id, failure)
  call('HINCRBY', A .. 'counters', 'retried', 1)
  if delay > 0 then schedule(job, now + delay) else pend(job, false) end
  if job.wf then touch(job.wf) end
end

local answers = {}
for i = 2, #ARGV, 7 do
  local id, number, token, outcome, how, failure, result = unpack(ARGV, i, i + 6)
  local job = load_job(id)
  if not job then
    answers[#answers + 1] = 'lost'
  elseif job.st ~= 'active' or job.dn ~= number or job.ft ~= token then
    -- The job may have been delivered anew since: what was accepted then stays accepted.
    if job.sf == token and tonumber(number) <= tonumber(job.dn) then
      answers[#answers + 1] = 'accepted'
    else
      answers[#answers + 1] = job.st == 'cancelled' and 'cancelled' or 'lost'
    end
  else
    if outcome == 'complete' then
      succeed(job, result)
    elseif outcome == 'retry' then
      retry(job, tonumber(how), failure)
    elseif outcome == 'bury' then
      bury(job, failure, result)
    elseif how == 'unknown_job' then
      release_unknown(job)
    else
      call('HSET', A .. 'j:' .. id, 'sf', token)
      call('HDEL', A .. 'j:' .. id, 'un')
      give_back(job)
    end
    answers[#answers + 1] = 'accepted'
  end
end
finish()
return answers
