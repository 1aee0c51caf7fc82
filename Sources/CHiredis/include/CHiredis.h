/* CHiredis: hiredis as a codec. It formats commands and parses replies; it opens no connection.
 *
 * Only what hiredis 0.14 and 1.x have in common is used, and what differs between them is settled in the
 * .c files, so that nothing of hiredis's own headers is seen from Swift.
 *
 * Ownership: each function says who frees what. Nothing here is safe to call from two threads at once with
 * the same object; different objects may be used from different threads. */

#ifndef GALLEY_CHIREDIS_H
#define GALLEY_CHIREDIS_H

#include <stddef.h>
#include <stdint.h>

/* The version of hiredis this was built against, for example "0.14.1". A constant; never free it. */
const char *galley_hiredis_version(void);

/* --- Commands ---------------------------------------------------------------------------------------- */

/* Formats `argc` arguments, each `argvlen[i]` bytes at `argv[i]`, as one command.
 *
 * Returns the command's length and sets *command to it; the caller gives it to galley_free_command.
 * Returns -1 and leaves *command NULL when there are no arguments, when memory is short, or when the
 * arguments together exceed 1 GiB (0.14 counts in int; Redis itself refuses above 512 MiB an argument). */
int64_t galley_format_command(char **command, int argc, const char **argv, const size_t *argvlen);

/* Frees a command of galley_format_command; NULL is allowed. */
void galley_free_command(char *command);

/* --- Replies ----------------------------------------------------------------------------------------- */

typedef struct galley_reader galley_reader;
typedef struct galley_reply galley_reply;

/* What a reply is. The types of RESP3 are told as the nearest of these: a map or set as an array, a double
 * or big number as a string, a boolean as an integer. */
enum galley_reply_kind {
    GALLEY_REPLY_NULL = 0,
    GALLEY_REPLY_INTEGER,
    GALLEY_REPLY_STRING,
    GALLEY_REPLY_STATUS,
    GALLEY_REPLY_ERROR,
    GALLEY_REPLY_ARRAY,
};

/* Makes a reader, or returns NULL when memory is short. The caller gives it to galley_reader_free. */
galley_reader *galley_reader_create(void);

/* Frees a reader with what it has buffered; replies taken from it before live on. NULL is allowed. */
void galley_reader_free(galley_reader *reader);

/* Gives the reader bytes that arrived; they are copied. Returns 0, or -1 when the reader is broken. */
int galley_reader_feed(galley_reader *reader, const void *bytes, size_t count);

/* Takes the next whole reply.
 *
 * Returns 1 and sets *reply, which the caller gives to galley_reply_free; 0 when more bytes are needed;
 * -1 when the bytes are no reply, after which the reader is broken for good and its connection with it. */
int galley_reader_next(galley_reader *reader, galley_reply **reply);

/* Why the reader is broken; empty when it is not. Valid until the reader's next call. */
const char *galley_reader_error(const galley_reader *reader);

/* Frees a reply and every element of it: pointers got from them dangle afterwards. NULL is allowed. */
void galley_reply_free(galley_reply *reply);

enum galley_reply_kind galley_reply_kind(const galley_reply *reply);

/* The number of an integer reply; 0 for others. */
int64_t galley_reply_integer(const galley_reply *reply);

/* The bytes of a string, status or error, owned by the reply; NULL with length 0 for others. */
const char *galley_reply_bytes(const galley_reply *reply, size_t *length);

/* How many elements an array has; 0 for others. */
size_t galley_reply_count(const galley_reply *reply);

/* An element of an array, owned by the array; NULL when there is no such index. */
const galley_reply *galley_reply_element(const galley_reply *reply, size_t index);

#endif
