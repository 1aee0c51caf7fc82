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

-- Whether a live worker that serves this queue knows this job in this version or a newer one.
local function somebody_knows(name, version, queue)
  for _, worker in ipairs(call('ZRANGEBYSCORE', A .. 'serving:' .. queue, now - ALIVE, '+inf')) do
    local known = call('HGET', A .. 'worker:' .. worker, 'job:' .. name)
    if known and tonumber(known) >= tonumber(version) then return true end
  end
  return false
end

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

-- What the success of a job outside workflows needs of its record, when it is held under that token: most ends are that.
-- Nil for any other, which needs the whole.
local function load_held(id, token)
  local key = A .. 'j:' .. id
  local d = call('HMGET', key, 'st', 'dn', 'at', 'q', 'tn', 'ft', 'wf', 'uk', 'tb', 'pf')
  if d[1] ~= 'active' or d[6] ~= token or d[7] then return nil end
  return {
    id = id, key = key, st = d[1], dn = d[2], at = d[3], q = d[4], tn = d[5], ft = d[6], uk = d[8], tb = d[9], pf = d[10],
  }
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
  local job = outcome == 'complete' and load_held(id, token) or load_job(id)
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
