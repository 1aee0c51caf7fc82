#!lua flags=allow-oom
-- set_ending: writes how a document ended, or that it is being made again; a deleted one stays deleted.
--
-- KEYS[1]  record  HASH  v, request, ending
-- ARGV[1]  ending (JSON), '' when it is being made again
-- Returns  1 when there is such a document.
if redis.call('EXISTS', KEYS[1]) == 0 then return 0 end
if ARGV[1] == '' then
  redis.call('HDEL', KEYS[1], 'ending')
else
  redis.call('HSET', KEYS[1], 'ending', ARGV[1])
end
return 1
