#pragma once
#include <alsa/asoundlib.h>

// alsa-lib prints its own words to stderr through a variadic handler, which
// Swift cannot express. Errors reach the user through return codes instead.
static inline void walkthrough_alsa_ignore(
    const char *file, int line, const char *function, int error, const char *format, ...) {
  (void)file; (void)line; (void)function; (void)error; (void)format;
}
static inline void walkthrough_alsa_silence(void) {
  snd_lib_error_set_handler(walkthrough_alsa_ignore);
}
