#!lua flags=allow-oom
-- beat: a worker says that it lives, what it serves and what it knows.
--
-- When no beat of any worker was accepted for longer than `gap`, it was the broker that was away: for one lease
-- from now nothing is reclaimed, so that every worker can renew first.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  worker id
-- ARGV[2]  its record (JSON)
-- ARGV[3]  how long the record is kept without another beat (ms)
-- ARGV[4]  gap (ms)
-- ARGV[5]  lease (ms)
-- ARGV[6]  number of queues, then their names; then pairs: job name, newest version known
-- Returns  1 when nothing will be reclaimed for a lease, else 0.
local worker = ARGV[1]
local last = tonumber(call('GET', A .. 'beat') or 0)
local holding = 0
if last > 0 and now - last > tonumber(ARGV[4]) then
  -- Its time is its value; that it expires only tidies up.
  call('SET', A .. 'hold', now + tonumber(ARGV[5]), 'PX', tonumber(ARGV[5]) * 10)
  holding = 1
end
call('SET', A .. 'beat', now)
call('ZADD', A .. 'workers', now, worker)
local key = A .. 'worker:' .. worker
call('DEL', key)
call('HSET', key, 'json', ARGV[2], 'at', now)
local queues = tonumber(ARGV[6])
for i = 7, 6 + queues do call('ZADD', A .. 'serving:' .. ARGV[i], now, worker) end
for i = 7 + queues, #ARGV, 2 do call('HSET', key, 'job:' .. ARGV[i], ARGV[i + 1]) end
call('PEXPIRE', key, tonumber(ARGV[3]))
return holding
