#!lua flags=allow-oom
-- reclaim_worker: takes back the jobs of one worker that its supervisor saw die; nobody waits for their leases.
--
-- One page of the leases a call, so that a large fleet does not hold Redis up. Renewals meanwhile move no entry out of
-- the scan's sight: what is there from its first page to its last is seen. It may be sent again: a job that was taken
-- back is that worker's no more.
--
-- KEYS[1]  anchor of the shard
-- ARGV[1]  worker id
-- ARGV[2]  1 when it died of itself, which counts as a crash of each of its jobs; 0 when its supervisor killed it
-- ARGV[3]  after how many crashes a job is set aside
-- ARGV[4]  cursor: 0, then what the last call returned
-- Returns  { cursor, 0 after the last page; how many were taken back }.
local worker, crashed, most = ARGV[1], ARGV[2] == '1', tonumber(ARGV[3])
local page = call('ZSCAN', A .. 'leases', ARGV[4], 'COUNT', 500)
local reclaimed = 0
for i = 1, #page[2], 2 do
  local id = page[2][i]
  local held = call('HMGET', A .. 'j:' .. id, 'st', 'wk')
  if held[1] == 'active' and held[2] == worker then
    take_back(load_job(id), crashed, most)
    reclaimed = reclaimed + 1
  end
end
if reclaimed > 0 then call('HINCRBY', A .. 'counters', 'reclaimed', reclaimed) end
finish()
return { page[1], reclaimed }
