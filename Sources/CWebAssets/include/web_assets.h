// The files of the local page, inside the program: nothing is read from disk or fetched.
#include <stddef.h>

/// One file of the page.
struct web_asset {
  /// Where the page asks for it: "/app.js".
  const char *path;
  /// Its media type.
  const char *type;
  const unsigned char *bytes;
  size_t size;
};

/// All files; their number goes to `count`.
const struct web_asset *web_assets(size_t *count);
