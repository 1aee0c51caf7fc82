#include "CHiredis.h"

#include <hiredis/hiredis.h>

/* The opaque types of the header are hiredis's own, seen under another name. */
static redisReader *inner(const galley_reader *reader) { return (redisReader *)reader; }
static const redisReply *seen(const galley_reply *reply) { return (const redisReply *)reply; }

galley_reader *galley_reader_create(void) { return (galley_reader *)redisReaderCreate(); }

void galley_reader_free(galley_reader *reader) {
    /* 0.14 dereferences NULL here. */
    if (reader != NULL) redisReaderFree(inner(reader));
}

int galley_reader_feed(galley_reader *reader, const void *bytes, size_t count) {
    return redisReaderFeed(inner(reader), bytes, count) == REDIS_OK ? 0 : -1;
}

int galley_reader_next(galley_reader *reader, galley_reply **reply) {
    void *taken = NULL;

    *reply = NULL;
    if (redisReaderGetReply(inner(reader), &taken) != REDIS_OK) return -1;
    if (taken == NULL) return 0;
    *reply = taken;
    return 1;
}

const char *galley_reader_error(const galley_reader *reader) { return inner(reader)->errstr; }

void galley_reply_free(galley_reply *reply) {
    if (reply != NULL) freeReplyObject(reply);
}

enum galley_reply_kind galley_reply_kind(const galley_reply *reply) {
    switch (seen(reply)->type) {
    case REDIS_REPLY_INTEGER:
        return GALLEY_REPLY_INTEGER;
    case REDIS_REPLY_STRING:
        return GALLEY_REPLY_STRING;
    case REDIS_REPLY_STATUS:
        return GALLEY_REPLY_STATUS;
    case REDIS_REPLY_ERROR:
        return GALLEY_REPLY_ERROR;
    case REDIS_REPLY_ARRAY:
        return GALLEY_REPLY_ARRAY;
#ifdef REDIS_REPLY_MAP /* 1.x */
    case REDIS_REPLY_MAP:
    case REDIS_REPLY_SET:
    case REDIS_REPLY_PUSH:
        return GALLEY_REPLY_ARRAY;
    case REDIS_REPLY_BOOL:
        return GALLEY_REPLY_INTEGER;
    case REDIS_REPLY_DOUBLE:
    case REDIS_REPLY_BIGNUM:
    case REDIS_REPLY_VERB:
        return GALLEY_REPLY_STRING;
#endif
    default:
        return GALLEY_REPLY_NULL;
    }
}

int64_t galley_reply_integer(const galley_reply *reply) {
    return galley_reply_kind(reply) == GALLEY_REPLY_INTEGER ? (int64_t)seen(reply)->integer : 0;
}

const char *galley_reply_bytes(const galley_reply *reply, size_t *length) {
    switch (galley_reply_kind(reply)) {
    case GALLEY_REPLY_STRING:
    case GALLEY_REPLY_STATUS:
    case GALLEY_REPLY_ERROR:
        *length = (size_t)seen(reply)->len;
        return seen(reply)->str;
    default:
        *length = 0;
        return NULL;
    }
}

size_t galley_reply_count(const galley_reply *reply) {
    return galley_reply_kind(reply) == GALLEY_REPLY_ARRAY ? seen(reply)->elements : 0;
}

const galley_reply *galley_reply_element(const galley_reply *reply, size_t index) {
    if (index >= galley_reply_count(reply)) return NULL;
    return (const galley_reply *)seen(reply)->element[index];
}
