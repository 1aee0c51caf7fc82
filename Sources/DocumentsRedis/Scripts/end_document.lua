#!lua flags=allow-oom
-- end_document: writes how a document ended, or that it is being made again.
--
-- One script, because the record may be deleted, or turn out to be another's or a newer version's, between look and write.
--
-- KEYS[1]  document  HASH
-- ARGV[1]  the newest schema version that the caller knows
-- ARGV[2]  organization
-- ARGV[3]  ending (JSON); empty takes it away
-- Returns  done | not_found | newer.
local document = KEYS[1]
local schema, organization, ending = tonumber(ARGV[1]), ARGV[2], ARGV[3]

local stored = redis.call('HMGET', document, 'sv', 'org')
if not stored[1] or stored[2] ~= organization then return 'not_found' end
if tonumber(stored[1]) > schema then return 'newer' end
if ending == '' then
  redis.call('HDEL', document, 'end')
else
  redis.call('HSET', document, 'end', ending)
end
return 'done'
