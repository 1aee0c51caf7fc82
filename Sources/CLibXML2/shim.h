// Debian's libxml2 is built with ICU, and its headers would bring in ICU's own, which clash with the copy inside
// Foundation. Only the layout of xmlCharEncodingHandler depends on it, and nothing here looks inside one.
#include <libxml/xmlversion.h>
#undef LIBXML_ICU_ENABLED
#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <libxml/HTMLparser.h>
#include <libxml/SAX2.h>
#include <libxml/xmlerror.h>
