#!lua flags=allow-oom
-- extend: renews leases, and tells a worker which of its jobs are its own no more.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  lease (ms), from now
-- ARGV     from 2, three for each: id, delivery number, token
-- Returns  one word for each: accepted | lost | cancelled.
local answers = {}
for i = 2, #ARGV, 3 do
  local held = call('HMGET', A .. 'j:' .. ARGV[i], 'st', 'dn', 'ft')
  if held[1] == 'active' and held[2] == ARGV[i + 1] and held[3] == ARGV[i + 2] then
    call('ZADD', A .. 'leases', now + tonumber(ARGV[1]), ARGV[i])
    answers[#answers + 1] = 'accepted'
  else
    answers[#answers + 1] = held[1] == 'cancelled' and 'cancelled' or 'lost'
  end
end
return answers
