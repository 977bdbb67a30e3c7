#include <alsa/asoundlib.h>
// Devices made in memory, for tests.
#include <alsa/pcm_external.h>

static void calsa_ignore(const char *file, int line, const char *function, int code,
                         const char *format, ...) {
  (void)file, (void)line, (void)function, (void)code, (void)format;
}

// Keeps libasound from writing to standard error. The handler is variadic, which Swift cannot write.
static inline void calsa_silence_errors(void) { snd_lib_error_set_handler(calsa_ignore); }
