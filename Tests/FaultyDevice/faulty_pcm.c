// A capture PCM for ALSA whose faults are scripted: "type faulty" in an ALSA configuration.
// SCRIPT.md has the configuration keys and the script; RESULTS.md what an application sees.
//
// How errors reach an application through ioplug (alsa-lib 1.2.8):
//  - A negative result of `pointer` always makes the state XRUN, whatever the errno was, so
//    only overruns are reported there. For the other errors the state is set instead, and
//    snd_pcm_readi and its like turn SUSPENDED into -ESTRPIPE and DISCONNECTED into -ENODEV.
//  - A negative result of `transfer` is what the read returns, but only when that same read has
//    not yet moved a frame. An error that must not get lost waits for `offset` to be 0 again.
//    (Returning 0 from `transfer` makes alsa-lib spin; a short read has to end with -EAGAIN.)
//  - The result of `resume` is thrown away: snd_pcm_resume returns 0. The state is read without
//    asking the plugin, hwsync cannot fail, avail_update fails only for XRUN. hook_operations()
//    below replaces those operations, which is the one place relying on alsa-lib's internals.
#define _GNU_SOURCE
#ifndef PIC
#define PIC  // Without it alsa/global.h would make a plugin for static linking.
#endif
#include <alsa/asoundlib.h>
#include <alsa/pcm_external.h>
#include <dlfcn.h>
#include <malloc.h>
#include <pthread.h>
#include <stdarg.h>
#include <stdbool.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/timerfd.h>

enum kind {
  OVERRUN, SUSPEND, DISCONNECT, IO_ERROR, AGAIN, SHORT_READ, SPURIOUS, STALL, LOSS, HANG, OPEN_FAIL,
  KINDS
};
enum { NO_WORD = -1, BEFORE = 0, AFTER, JUMP };     // overrun
enum { KEEP = 0, LOSE, PAUSE };                     // stall

// The words of the script: at least `needed` and at most `allowed` numbers, then perhaps a word.
static const struct {
  const char *name;
  int needed, allowed;
  const char *words[4];
} grammar[KINDS] = {
  [OVERRUN] = {"overrun", 1, 1, {"before", "after", "jump"}},
  [SUSPEND] = {"suspend", 1, 1, {"nosys"}},
  [DISCONNECT] = {"disconnect", 1, 1, {"enodev", "enoent", "ebusy"}},
  [IO_ERROR] = {"eio", 0, 1, {NULL}},
  [AGAIN] = {"eagain", 0, 1, {NULL}},
  [SHORT_READ] = {"short", 2, 2, {NULL}},
  [SPURIOUS] = {"spurious", 0, 1, {NULL}},
  [STALL] = {"stall", 1, 1, {"keep", "lose", "pause"}},
  [LOSS] = {"silentloss", 1, 1, {"jump"}},
  [HANG] = {"hang", 0, 0, {"reopen"}},
  [OPEN_FAIL] = {"open", 0, 1, {"enodev", "enoent", "busy", "eacces"}},
};
static const int open_errors[] = {ENODEV, ENOENT, EBUSY, EACCES};

struct fault {
  int64_t at, number[2];
  int kind, word;
  bool done;
};

// What outlives a close: a script goes on where it was when the device is opened again.
struct device {
  struct device *next;
  char *id;
  // Configuration.
  const int16_t *sample;
  int64_t sample_frames, faults;
  unsigned sample_channels;
  struct fault *fault;
  double speed, ppm;
  bool loops, delivers, runs_idle, overruns;
  int log;
  // The frame clock: `pos` is the next frame to be captured, frame `base` was due at `base_ns`.
  bool started;
  unsigned rate;
  double per_ns;
  int64_t pos, base, base_ns;
  // No frames until gate_ns; those before gate_pos are then lost; with gate_xrun as an overrun.
  int64_t gate_ns, gate_pos, spurious, gone_until;
  bool gate_xrun, gate_wakes;
  int hung;  // 1: until reopened, 2: for ever
  int64_t errors, agains, shorts, short_frames;
  int gone_error;
  struct stream *stream;
};

struct stream {
  snd_pcm_ioplug_t io;
  struct device *device;
  int64_t *ring;  // The number of each frame in the buffer: frames may be missing in between.
  int64_t hw, armed, barrier_ns, resume_ns;
  snd_pcm_uframes_t avail_min, limit;
  bool no_resume;
  void *hooked;
};

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static struct device *devices;

static int64_t mono(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

__attribute__((format(printf, 2, 3))) static void note(struct device *d, const char *format, ...) {
  char text[256];
  if (d->log < 0) return;
  int n = snprintf(text, 80, "ns=%lld frame=%lld ", (long long)mono(), (long long)d->pos);
  va_list arguments;
  va_start(arguments, format);
  n += vsnprintf(text + n, sizeof text - (size_t)n - 1, format, arguments);
  va_end(arguments);
  if (n > (int)sizeof text - 2) n = sizeof text - 2;
  text[n++] = '\n';
  if (write(d->log, text, (size_t)n) < 0) d->log = -1;  // One write a line: it stays whole.
}

// MARK: The clock

static bool capturing(const struct stream *s) {
  return s && (s->io.state == SND_PCM_STATE_RUNNING || s->io.state == SND_PCM_STATE_DRAINING);
}

static int64_t clock_now(const struct device *d) {
  // Without a speed only reads and faults move the clock; "idle hold" stops it with the stream.
  if (!d->started || d->speed <= 0 || (!d->runs_idle && !capturing(d->stream))) return d->pos;
  return d->base + (int64_t)((double)(mono() - d->base_ns) * d->per_ns);
}

static int64_t time_of(const struct device *d, int64_t frame) {
  if (d->speed <= 0) return mono();
  return d->base_ns + (int64_t)((double)(frame - d->base) / d->per_ns) + 2;
}

static int64_t frames_in(const struct device *d, int64_t ms) {
  double speed = d->speed > 0 ? d->speed * (1 + d->ppm * 1e-6) : 1;
  return (int64_t)((double)ms * d->rate * speed / 1000);
}

static void set_rate(struct device *d, unsigned rate) {
  int64_t frame = clock_now(d);
  d->base = frame;
  d->base_ns = mono();
  d->rate = rate;
  d->per_ns = rate * d->speed * (1 + d->ppm * 1e-6) / 1e9;
}

// The stream runs from now on; what the clock counted meanwhile is lost.
static void join_clock(struct device *d) {
  int64_t now = clock_now(d);
  if (!d->started || !d->runs_idle) {
    d->base = d->pos;
    d->base_ns = mono();
    d->started = true;
  } else if (now > d->pos) {
    d->pos = now;
  }
}

// MARK: Poll

static int64_t frames_available(const struct stream *s) {
  int64_t avail = s->hw - (int64_t)s->io.appl_ptr;
  return avail > 0 ? avail : 0;
}

static struct fault *next_fault(struct device *d) {
  for (int64_t i = 0; i < d->faults; i++)
    if (!d->fault[i].done && d->fault[i].kind != OPEN_FAIL) return &d->fault[i];
  return NULL;
}

// Sets the timer for the next moment there is something to tell; 1 (long ago) is at once, and
// the descriptor then stays readable until the timer is set to something else.
static void arm(struct stream *s, int64_t avail) {
  struct device *d = s->device;
  struct fault *f = next_fault(d);
  int64_t when;
  if (!capturing(s))
    when = s->io.state < SND_PCM_STATE_XRUN || s->io.state == SND_PCM_STATE_PAUSED ? 0 : 1;
  else if (avail >= (int64_t)s->avail_min)
    when = 1;
  else if (d->hung)
    when = 0;
  else if (d->gate_ns)
    when = d->gate_ns;
  else if (d->speed <= 0 || (f && d->pos >= f->at))
    when = 1;
  else
    when = time_of(d, f && f->at < d->pos + (int64_t)s->avail_min - avail
                          ? f->at : d->pos + (int64_t)s->avail_min - avail);
  if (when == s->armed) return;
  struct itimerspec t = {{0, 0}, {when / 1000000000, when % 1000000000}};
  timerfd_settime(s->io.poll_fd, TFD_TIMER_ABSTIME, &t, NULL);
  s->armed = when;
}

// A plain poll() must see the end of a disconnected device too, and a timer has only POLLIN to
// give. The write end of a pipe nobody reads has POLLERR, so it takes over the descriptor.
static void break_descriptor(struct stream *s) {
  int ends[2];
  arm(s, 0);  // Wakes whoever sleeps on the timer.
  if (pipe2(ends, O_CLOEXEC) < 0) return;
  close(ends[0]);
  dup3(ends[1], s->io.poll_fd, O_CLOEXEC);
  close(ends[1]);
}

// MARK: Faults

static void overrun(struct stream *s, const char *why, int64_t lost) {
  note(s->device, "%s lost=%lld", why, (long long)lost);
  snd_pcm_ioplug_set_state(&s->io, SND_PCM_STATE_XRUN);
}

enum { spurious_ns = 2000000 };

static void close_gate(struct device *d, int64_t until_ns, int64_t until_pos) {
  d->gate_ns = until_ns;
  d->gate_pos = until_pos;
}

static void execute(struct stream *s, struct fault *f) {
  struct device *d = s->device;
  int64_t a = f->number[0], now = mono(), from = d->speed > 0 ? time_of(d, d->pos) : now;
  int64_t wait_ns = a > INT64_MAX / 2000000 ? INT64_MAX / 2 : a * 1000000;
  f->done = true;
  note(d, "fault=%s at=%lld a=%lld b=%lld word=%s", grammar[f->kind].name, (long long)f->at,
       (long long)a, (long long)f->number[1], f->word < 0 ? "-" : grammar[f->kind].words[f->word]);
  switch (f->kind) {
  case OVERRUN:
    if (f->word == JUMP || d->speed <= 0 || (f->word == AFTER && !d->runs_idle)) {
      d->base += a;
      d->pos += a;
      overrun(s, "overrun", a);
    } else if (f->word == AFTER) {
      close_gate(d, time_of(d, d->pos + a), d->pos + a);
      overrun(s, "overrun", a);
    } else {
      close_gate(d, time_of(d, d->pos + a), d->pos + a);
      d->gate_xrun = true;
    }
    break;
  case SUSPEND:
    s->resume_ns = now + wait_ns;
    s->no_resume = f->word == 0;
    snd_pcm_ioplug_set_state(&s->io, SND_PCM_STATE_SUSPENDED);
    break;
  case DISCONNECT:
    d->gone_until = now + wait_ns;
    d->gone_error = open_errors[f->word < 0 ? 0 : f->word];
    snd_pcm_ioplug_set_state(&s->io, SND_PCM_STATE_DISCONNECTED);
    break_descriptor(s);
    break;
  case IO_ERROR:
    d->errors += a;
    break;
  case AGAIN:
    d->agains += a;
    break;
  case SHORT_READ:
    d->short_frames = a;
    d->shorts = f->number[1];
    break;
  case SPURIOUS:
    d->spurious = a;
    close_gate(d, now + spurious_ns, -1);
    break;
  case STALL:
    if (f->word == PAUSE) d->base_ns += wait_ns;
    close_gate(d, from + wait_ns, f->word == LOSE ? d->pos + frames_in(d, a) : -1);
    break;
  case LOSS:
    if (f->word == 0) {
      d->base += a;
      d->pos += a;
    } else {
      close_gate(d, time_of(d, d->pos + a), d->pos + a);
    }
    break;
  case HANG:
    d->hung = f->word == 0 ? 1 : 2;
    break;
  }
}

// Lets the device do what it would have done by now: capture, run into faults, overrun.
static void advance(struct stream *s) {
  struct device *d = s->device;
  int64_t size = (int64_t)s->io.buffer_size;
  while (capturing(s) && !d->hung) {
    int64_t now = mono(), avail = frames_available(s);
    if (d->gate_ns) {
      if (now < d->gate_ns) break;
      if (d->spurious > 0) {  // The timer has fired for nothing; data flow after the last time.
        d->gate_ns = now + spurious_ns;
        d->gate_wakes = true;
        note(d, "spurious left=%lld", (long long)--d->spurious);
        break;
      }
      d->gate_ns = 0;
      int64_t lost = d->gate_pos - d->pos;
      if (lost > 0) d->pos = d->gate_pos;
      if (d->gate_xrun) overrun(s, "overrun", lost);
      else note(d, "flowing lost=%lld", (long long)(lost > 0 ? lost : 0));
      d->gate_xrun = false;
      continue;
    }
    int64_t target = d->speed > 0 ? clock_now(d) : d->pos + size - avail;
    if (d->speed > 0 && target - d->pos + avail >= size) {
      if (d->overruns) {
        overrun(s, "real-overrun", target - d->pos + avail);
        d->pos = target;
        break;
      }
      // Instead of losing frames the clock waits for a slow reader.
      target = d->pos + size - avail;
      d->base = target;
      d->base_ns = now;
    }
    struct fault *f = next_fault(d);
    if (f && f->at < target) target = f->at;
    for (; d->pos < target; d->pos++) s->ring[s->hw++ % size] = d->pos;
    if (!f || d->pos < f->at) break;
    // A fault waits until the frames before it were read, so that tests can foretell them, but
    // not for ever: a reader may want more than these before it reads at all.
    int64_t patience = d->speed > 0 ? (int64_t)((double)size / d->per_ns / 2) : 200000000;
    if (d->delivers && frames_available(s) > 0) {
      if (!s->barrier_ns) s->barrier_ns = now;
      if (now - s->barrier_ns < patience) break;
    }
    s->barrier_ns = 0;
    execute(s, f);
  }
  arm(s, frames_available(s));
}

static int state_error(const struct stream *s) {
  if (s->io.state == SND_PCM_STATE_DISCONNECTED) return -ENODEV;
  if (s->io.state == SND_PCM_STATE_SUSPENDED) return -ESTRPIPE;
  return s->io.state == SND_PCM_STATE_XRUN ? -EPIPE : 0;
}

// MARK: Callbacks

static int faulty_start(snd_pcm_ioplug_t *io) {
  struct stream *s = io->private_data;
  pthread_mutex_lock(&lock);
  join_clock(s->device);
  note(s->device, "start rate=%u channels=%u period=%lu buffer=%lu", io->rate, io->channels,
       io->period_size, io->buffer_size);
  // alsa-lib makes the state RUNNING only afterwards; the timer has to be set for that state.
  snd_pcm_ioplug_set_state(io, SND_PCM_STATE_RUNNING);
  arm(s, 0);
  pthread_mutex_unlock(&lock);
  return 0;
}

static int faulty_stop(snd_pcm_ioplug_t *io) {
  struct stream *s = io->private_data;
  pthread_mutex_lock(&lock);
  note(s->device, "stop unread=%lld", (long long)frames_available(s));
  snd_pcm_ioplug_set_state(io, SND_PCM_STATE_SETUP);
  arm(s, 0);
  pthread_mutex_unlock(&lock);
  return 0;
}

static int faulty_prepare(snd_pcm_ioplug_t *io) {
  struct stream *s = io->private_data;
  pthread_mutex_lock(&lock);
  if (state_error(s)) note(s->device, "prepare");
  s->hw = s->barrier_ns = 0;
  s->limit = 0;
  snd_pcm_ioplug_set_state(io, SND_PCM_STATE_PREPARED);
  arm(s, 0);
  pthread_mutex_unlock(&lock);
  return 0;
}

static int faulty_resume(snd_pcm_ioplug_t *io) {
  struct stream *s = io->private_data;
  int result = 0;
  pthread_mutex_lock(&lock);
  if (io->state == SND_PCM_STATE_SUSPENDED) {
    if (s->no_resume) result = -ENOSYS;
    else if (mono() < s->resume_ns) result = -EAGAIN;
    if (result == 0) {
      join_clock(s->device);
      note(s->device, "resume");
      snd_pcm_ioplug_set_state(io, SND_PCM_STATE_RUNNING);
      advance(s);
    }
  }
  pthread_mutex_unlock(&lock);
  return result;
}

static snd_pcm_sframes_t faulty_pointer(snd_pcm_ioplug_t *io) {
  struct stream *s = io->private_data;
  pthread_mutex_lock(&lock);
  advance(s);
  snd_pcm_sframes_t result = io->state == SND_PCM_STATE_XRUN ? -EPIPE : (snd_pcm_sframes_t)s->hw;
  pthread_mutex_unlock(&lock);
  return result;
}

static void copy_frame(const struct stream *s, const snd_pcm_channel_area_t *areas,
                       snd_pcm_uframes_t to, int64_t frame) {
  const struct device *d = s->device;
  for (unsigned c = 0; c < s->io.channels; c++) {
    // Without a sample the even channels hold the low half of the frame's number, the odd ones
    // the high half; S32 has the channel's half on top and the other one below.
    uint16_t half[2] = {(uint16_t)frame, (uint16_t)(frame >> 16)};
    uint16_t top = half[c & 1], bottom = half[~c & 1];
    if (d->sample) {
      int64_t at = d->loops ? frame % d->sample_frames : frame;
      bool ended = at >= d->sample_frames;
      top = ended ? 0 : (uint16_t)d->sample[at * d->sample_channels + c % d->sample_channels];
      bottom = 0;
    }
    char *out = (char *)areas[c].addr + (areas[c].first + to * areas[c].step) / 8;
    uint32_t wide = (uint32_t)top << 16 | bottom;
    if (s->io.format == SND_PCM_FORMAT_S16_LE) memcpy(out, &top, 2);
    else memcpy(out, &wide, 4);
  }
}

static snd_pcm_sframes_t faulty_transfer(snd_pcm_ioplug_t *io, const snd_pcm_channel_area_t *areas,
                                         snd_pcm_uframes_t offset, snd_pcm_uframes_t size) {
  struct stream *s = io->private_data;
  struct device *d = s->device;
  pthread_mutex_lock(&lock);
  snd_pcm_sframes_t result = state_error(s);
  // With mmap the offset is one of the buffer, and what is returned cannot shorten anything.
  bool mapped = io->access == SND_PCM_ACCESS_MMAP_INTERLEAVED;
  if (result == 0 && (offset == 0 || mapped)) {
    s->limit = 0;
    if (d->errors > 0) {
      d->errors--;
      result = -EIO;
    } else if (d->agains > 0) {
      d->agains--;
      result = -EAGAIN;
    } else if (d->shorts > 0 && !mapped) {
      d->shorts--;
      s->limit = (snd_pcm_uframes_t)d->short_frames;
    }
  } else if (result == 0 && (d->errors > 0 || d->agains > 0 || d->shorts > 0)) {
    result = -EAGAIN;  // Ends the read with what it has: the fault is for the next one.
  }
  if (result == 0 && s->limit > 0) {
    if (offset >= s->limit) result = -EAGAIN;
    else if (size > s->limit - offset) size = s->limit - offset;
  }
  int64_t avail = frames_available(s);
  if (result == 0) {
    if ((int64_t)size > avail) size = (snd_pcm_uframes_t)avail;
    for (snd_pcm_uframes_t i = 0; i < size; i++)
      copy_frame(s, areas, offset + i, s->ring[(io->appl_ptr + i) % io->buffer_size]);
    result = size > 0 ? (snd_pcm_sframes_t)size : -EAGAIN;
  }
  arm(s, avail - (result > 0 ? result : 0));
  pthread_mutex_unlock(&lock);
  return result;
}

static int faulty_delay(snd_pcm_ioplug_t *io, snd_pcm_sframes_t *delay) {
  struct stream *s = io->private_data;
  struct device *d = s->device;
  pthread_mutex_lock(&lock);
  advance(s);
  int result = state_error(s);
  int64_t late = capturing(s) && !d->hung && d->gate_pos < d->pos ? clock_now(d) - d->pos : 0;
  *delay = frames_available(s) + (late > 0 ? late : 0);
  pthread_mutex_unlock(&lock);
  return result;
}

static int faulty_revents(snd_pcm_ioplug_t *io, struct pollfd *pfd, unsigned count,
                          unsigned short *revents) {
  struct stream *s = io->private_data;
  struct device *d = s->device;
  (void)pfd, (void)count;
  pthread_mutex_lock(&lock);
  advance(s);
  *revents = 0;
  if (io->state == SND_PCM_STATE_DISCONNECTED) {
    *revents = POLLERR | POLLNVAL;  // What the kernel says for an unplugged card.
  } else if (state_error(s)) {
    *revents = POLLIN | POLLERR;
  } else if (capturing(s)) {
    struct fault *f = next_fault(d);
    int64_t avail = frames_available(s), enough = (int64_t)s->avail_min;
    if (avail >= enough || (avail > 0 && f && d->pos >= f->at)) {
      *revents = POLLIN;
    } else if (d->gate_wakes) {
      *revents = POLLIN;
    }
    d->gate_wakes = false;
  }
  pthread_mutex_unlock(&lock);
  return 0;
}

static int faulty_hw_params(snd_pcm_ioplug_t *io, snd_pcm_hw_params_t *params) {
  struct stream *s = io->private_data;
  (void)params;
  pthread_mutex_lock(&lock);
  int result = state_error(s) == -ENODEV ? -ENODEV : 0;
  free(s->ring);
  s->ring = calloc(io->buffer_size, sizeof *s->ring);
  if (!s->ring) result = -ENOMEM;
  s->avail_min = io->period_size;
  if (io->rate != s->device->rate) set_rate(s->device, io->rate);
  pthread_mutex_unlock(&lock);
  return result;
}

static int faulty_sw_params(snd_pcm_ioplug_t *io, snd_pcm_sw_params_t *params) {
  struct stream *s = io->private_data;
  pthread_mutex_lock(&lock);
  snd_pcm_sw_params_get_avail_min(params, &s->avail_min);
  if (s->avail_min == 0) s->avail_min = 1;
  int result = state_error(s) == -ENODEV ? -ENODEV : 0;
  arm(s, frames_available(s));
  pthread_mutex_unlock(&lock);
  return result;
}

// Capture has nothing to drain; without this alsa-lib would wait for the buffer to fill up.
static int faulty_drain(snd_pcm_ioplug_t *io) {
  (void)io;
  return 0;
}

static int faulty_close(snd_pcm_ioplug_t *io) {
  struct stream *s = io->private_data;
  pthread_mutex_lock(&lock);
  struct device *d = s->device;
  d->stream = NULL;
  d->errors = d->agains = d->shorts = d->spurious = 0;
  if (d->hung == 1) d->hung = 0;
  note(d, "close");
  close(io->poll_fd);
  pthread_mutex_unlock(&lock);
  free(s->ring);
  free(s->hooked);
  free(s);
  return 0;
}

static const snd_pcm_ioplug_callback_t callbacks = {
  .start = faulty_start, .stop = faulty_stop, .pointer = faulty_pointer,
  .transfer = faulty_transfer, .close = faulty_close, .hw_params = faulty_hw_params,
  .sw_params = faulty_sw_params, .prepare = faulty_prepare, .drain = faulty_drain,
  .resume = faulty_resume, .poll_revents = faulty_revents, .delay = faulty_delay,
};

// MARK: What ioplug does not pass on

// The beginning of alsa-lib's table of operations, snd_pcm_fast_ops_t, as of 1.2.8.
enum { OP_STATUS = 0, OP_STATE = 7, OP_HWSYNC = 8, OP_RESUME = 10, OP_AVAIL = 22, OPS = 30 };
typedef void (*operation)(void);

static struct stream *find_stream(snd_pcm_t *pcm) {
  struct stream *found = NULL;
  pthread_mutex_lock(&lock);
  for (struct device *d = devices; d && !found; d = d->next)
    if (d->stream && d->stream->io.pcm == pcm) found = d->stream;
  if (found) advance(found);
  pthread_mutex_unlock(&lock);
  return found;
}

static operation original(const struct stream *s, int op) {
  return ((const operation *)s->hooked)[OPS + op];
}

static int hooked_status(snd_pcm_t *pcm, snd_pcm_status_t *status) {
  struct stream *s = find_stream(pcm);
  if (state_error(s) == -ENODEV) return -ENODEV;
  return ((int (*)(snd_pcm_t *, snd_pcm_status_t *))original(s, OP_STATUS))(pcm, status);
}

static snd_pcm_state_t hooked_state(snd_pcm_t *pcm) {
  return find_stream(pcm)->io.state;
}

static int hooked_hwsync(snd_pcm_t *pcm) {
  struct stream *s = find_stream(pcm);
  int error = state_error(s);
  return error ? error : ((int (*)(snd_pcm_t *))original(s, OP_HWSYNC))(pcm);
}

static int hooked_resume(snd_pcm_t *pcm) {
  return faulty_resume(&find_stream(pcm)->io);
}

static snd_pcm_sframes_t hooked_avail(snd_pcm_t *pcm) {
  struct stream *s = find_stream(pcm);
  if (state_error(s) == -ENODEV) return -ENODEV;
  return ((snd_pcm_sframes_t (*)(snd_pcm_t *))original(s, OP_AVAIL))(pcm);
}

// In a snd_pcm_t two pointers to itself follow the pointer to the operations; in the operations
// of ioplug the three for linking are missing. Anything that looks different is left alone.
static bool hook_operations(struct stream *s) {
  void **words = (void **)s->io.pcm;
  size_t count = malloc_usable_size(s->io.pcm) / sizeof *words;
  for (size_t i = 1; i + 1 < count; i++) {
    if (words[i] != s->io.pcm || words[i + 1] != s->io.pcm) continue;
    operation *table = calloc(2 * OPS, sizeof *table);
    if (!table) return false;
    memcpy(table, words[i - 1], OPS * sizeof *table);
    memcpy(table + OPS, table, OPS * sizeof *table);
    for (int op = 0; op <= OP_AVAIL; op++) {
      bool linking = op > OP_RESUME && op <= OP_RESUME + 3;
      if (linking == (table[op] == NULL)) continue;
      free(table);
      return false;
    }
    table[OP_STATUS] = (operation)hooked_status;
    table[OP_STATE] = (operation)hooked_state;
    table[OP_HWSYNC] = (operation)hooked_hwsync;
    table[OP_RESUME] = (operation)hooked_resume;
    table[OP_AVAIL] = (operation)hooked_avail;
    s->hooked = table;
    words[i - 1] = table;
    return true;
  }
  return false;
}

// MARK: Script and configuration

static int parse_fault(char *line, struct fault *f) {
  char *rest = NULL, *token = strtok_r(line, " \t\r\n", &rest), *end;
  *f = (struct fault){.kind = KINDS, .word = NO_WORD};
  if (!token) return 0;
  if (strcmp(token, "at") == 0) {
    token = strtok_r(NULL, " \t\r\n", &rest);
    f->at = token ? strtoll(token, &end, 10) : -1;
    if (f->at < 0 || *end) return -EINVAL;
    token = strtok_r(NULL, " \t\r\n", &rest);
    if (!token) return -EINVAL;
  } else if (strcmp(token, "open") != 0) {
    return -EINVAL;
  }
  for (f->kind = 0; f->kind < KINDS && strcmp(token, grammar[f->kind].name); f->kind++) {}
  if (f->kind == KINDS) return -EINVAL;
  int numbers = 0;
  while ((token = strtok_r(NULL, " \t\r\n", &rest))) {
    int64_t number = strcmp(token, "forever") == 0 ? INT64_MAX : strtoll(token, &end, 10);
    if (number == INT64_MAX || (*end == 0 && number >= 0)) {
      if (numbers == grammar[f->kind].allowed) return -EINVAL;
      f->number[numbers++] = number;
      continue;
    }
    for (f->word = 0; f->word < 4; f->word++)
      if (grammar[f->kind].words[f->word] && !strcmp(token, grammar[f->kind].words[f->word])) break;
    if (f->word == 4) return -EINVAL;
  }
  if (numbers < grammar[f->kind].needed) return -EINVAL;
  if (numbers == 0) f->number[0] = f->kind == OPEN_FAIL ? INT64_MAX : 1;
  return 1;
}

// Faults are kept in the order of their positions, those of one position as they were written.
static int add_fault(struct device *d, struct fault f) {
  struct fault *more = realloc(d->fault, (size_t)(d->faults + 1) * sizeof *more);
  if (!more) return -ENOMEM;
  int64_t i = d->faults++;
  for (d->fault = more; i > 0 && more[i - 1].at > f.at; i--) more[i] = more[i - 1];
  more[i] = f;
  return 0;
}

static int load_script(struct device *d, const char *path) {
  FILE *file = fopen(path, "re");
  if (!file) return -errno;
  char line[256];
  int result = 0;
  for (int number = 1; result >= 0 && fgets(line, sizeof line, file); number++) {
    struct fault f;
    line[strcspn(line, "#")] = 0;
    result = parse_fault(line, &f);
    if (result < 0) SNDERR("%s: line %d is not a fault", path, number);
    if (result > 0) result = add_fault(d, f);
  }
  fclose(file);
  return result < 0 ? result : 0;
}

static int load_sample(struct device *d, const char *path) {
  struct stat status;
  int fd = open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) return -errno;
  void *data = MAP_FAILED;
  if (fstat(fd, &status) == 0)
    data = mmap(NULL, (size_t)status.st_size, PROT_READ, MAP_PRIVATE, fd, 0);
  int result = data == MAP_FAILED ? -errno : 0;
  close(fd);
  if (result < 0) return result;
  d->sample = data;
  d->sample_frames = status.st_size / (2 * (int64_t)d->sample_channels);
  return d->sample_frames > 0 ? 0 : -EINVAL;
}

enum key {
  SAMPLE, SAMPLE_CHANNELS, SAMPLE_END, SCRIPT, LOG, ID, RATE, CHANNELS, FORMAT, PERIOD, PERIOD_STEP,
  PERIODS, BUFFER, SPEED, PPM, UNREAD, IDLE, REAL_OVERRUN, HOOK, KEYS
};
static const char *const key_names[KEYS] = {
  "sample", "sample_channels", "sample_end", "script", "log", "id", "rate", "channels", "format",
  "period", "period_step", "periods", "buffer", "speed", "ppm", "unread", "idle", "overrun", "hook"
};
static const char *const defaults[KEYS] = {
  [SAMPLE_END] = "loop", [RATE] = "48000", [CHANNELS] = "1", [FORMAT] = "S16_LE",
  [PERIOD] = "64 16384", [PERIOD_STEP] = "1", [PERIODS] = "2 1024", [BUFFER] = "128 262144",
  [SPEED] = "1", [PPM] = "0", [UNREAD] = "deliver", [IDLE] = "run", [REAL_OVERRUN] = "yes",
  [HOOK] = "yes",
};

// A value of any type as text; what a compound has is joined with blanks.
static char *text_of(snd_config_t *node) {
  char *text = NULL;
  if (snd_config_get_type(node) != SND_CONFIG_TYPE_COMPOUND)
    return snd_config_get_ascii(node, &text) < 0 ? NULL : text;
  text = strdup("");
  snd_config_iterator_t i, next;
  snd_config_for_each(i, next, node) {
    char *item = text_of(snd_config_iterator_entry(i)), *both = NULL;
    if (!text || !item || asprintf(&both, "%s %s", text, item) < 0) both = NULL;
    free(item);
    free(text);
    text = both;
  }
  return text;
}

static unsigned numbers_of(const char *text, unsigned *list, unsigned room) {
  unsigned count = 0;
  char *end = NULL;
  for (; count < room; text = end) {
    unsigned long value = strtoul(text, &end, 10);
    if (end == text) break;
    list[count++] = (unsigned)value;
  }
  return count;
}

enum { MOST = 4096 };

static int limit_to(snd_pcm_ioplug_t *io, int type, const unsigned *list, unsigned count) {
  if (count == 0) return -EINVAL;
  return snd_pcm_ioplug_set_param_list(io, type, count, list);
}

// Periods are limited in bytes, hence with several channel counts or formats a period size may
// also be granted which another of them was meant to have.
static int constrain(snd_pcm_ioplug_t *io, char *const *value) {
  static const unsigned access[] = {SND_PCM_ACCESS_RW_INTERLEAVED,
                                    SND_PCM_ACCESS_RW_NONINTERLEAVED,
                                    SND_PCM_ACCESS_MMAP_INTERLEAVED};
  unsigned rates[32], channels[32], formats[8], frames[256], pair[2], *bytes;
  unsigned rate_count = numbers_of(value[RATE], rates, 32), format_count = 0;
  unsigned channel_count = numbers_of(value[CHANNELS], channels, 32);
  unsigned frame_count = numbers_of(value[PERIOD], frames, 256), count = 0;
  unsigned step = (unsigned)strtoul(value[PERIOD_STEP], NULL, 10);
  unsigned least = 0, most = 0;
  char *rest = NULL;
  for (char *t = strtok_r(value[FORMAT], " ,", &rest); t; t = strtok_r(NULL, " ,", &rest)) {
    snd_pcm_format_t format = snd_pcm_format_value(t);
    bool known = format == SND_PCM_FORMAT_S16_LE || format == SND_PCM_FORMAT_S32_LE;
    if (!known || format_count == 8) return -EINVAL;
    formats[format_count++] = (unsigned)format;
  }
  if (!channel_count || !format_count || !frame_count || !step) return -EINVAL;
  if (!(bytes = calloc(MOST, sizeof *bytes))) return -ENOMEM;
  for (unsigned c = 0; c < channel_count; c++) {
    for (unsigned f = 0; f < format_count; f++) {
      unsigned size = channels[c] * (formats[f] == SND_PCM_FORMAT_S16_LE ? 2 : 4);
      if (least == 0 || size < least) least = size;
      if (size > most) most = size;
      for (unsigned i = 0; i < frame_count && step == 1 && count < MOST; i++)
        bytes[count++] = frames[i] * size;
      unsigned low = (frames[0] + step - 1) / step * step;
      for (unsigned n = low; step > 1 && n <= frames[frame_count - 1] && count < MOST; n += step)
        bytes[count++] = n * size;
    }
  }
  int result = limit_to(io, SND_PCM_IOPLUG_HW_ACCESS, access, 3);
  if (result >= 0) result = limit_to(io, SND_PCM_IOPLUG_HW_FORMAT, formats, format_count);
  if (result >= 0) result = limit_to(io, SND_PCM_IOPLUG_HW_RATE, rates, rate_count);
  if (result >= 0) result = limit_to(io, SND_PCM_IOPLUG_HW_CHANNELS, channels, channel_count);
  if (result >= 0 && step == 1 && frame_count == 2 && frames[0] < frames[1])
    result = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES,
                                             frames[0] * least, frames[1] * most);
  else if (result >= 0)
    result = limit_to(io, SND_PCM_IOPLUG_HW_PERIOD_BYTES, bytes, count);
  free(bytes);
  if (result >= 0 && numbers_of(value[BUFFER], pair, 2) == 2)
    result = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_BUFFER_BYTES, pair[0] * least,
                                             pair[1] * most);
  if (result >= 0 && numbers_of(value[PERIODS], pair, 2) == 2)
    result = snd_pcm_ioplug_set_param_minmax(io, SND_PCM_IOPLUG_HW_PERIODS, pair[0], pair[1]);
  return result;
}

static int make_device(char *const *value, const char *id, struct device **made) {
  struct device *d = calloc(1, sizeof *d);
  int result = d && (d->id = strdup(id)) ? 0 : -ENOMEM;
  if (result < 0) goto failed;
  d->log = -1;
  d->speed = strtod(value[SPEED], NULL);
  d->ppm = strtod(value[PPM], NULL);
  d->loops = strcmp(value[SAMPLE_END], "loop") == 0;
  d->delivers = strcmp(value[UNREAD], "deliver") == 0;
  d->runs_idle = strcmp(value[IDLE], "run") == 0;
  d->overruns = strcmp(value[REAL_OVERRUN], "yes") == 0;
  const char *channels = value[SAMPLE_CHANNELS] ? value[SAMPLE_CHANNELS] : value[CHANNELS];
  result = numbers_of(channels, &d->sample_channels, 1) == 1 && d->sample_channels ? 0 : -EINVAL;
  if (result == 0 && value[SAMPLE] && *value[SAMPLE]) result = load_sample(d, value[SAMPLE]);
  if (result == 0 && value[SCRIPT] && *value[SCRIPT]) result = load_script(d, value[SCRIPT]);
  if (result < 0) goto failed;
  bool hang = strcmp(value[SAMPLE_END], "hang") == 0;
  if (d->sample && (hang || strcmp(value[SAMPLE_END], "disconnect") == 0))
    result = add_fault(d, (struct fault){.at = d->sample_frames, .number = {INT64_MAX, 0},
                                         .kind = hang ? HANG : DISCONNECT, .word = NO_WORD});
  if (value[LOG] && *value[LOG])
    d->log = open(value[LOG], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
  d->next = devices;
  *made = devices = d;
failed:
  if (result < 0 && d) {
    free(d->fault);
    free(d->id);
    free(d);
  }
  return result;
}

static int refusal(struct device *d) {
  int64_t frame = clock_now(d);
  if (mono() < d->gone_until) return -d->gone_error;
  for (int64_t i = 0; i < d->faults; i++) {
    struct fault *f = &d->fault[i];
    if (f->kind != OPEN_FAIL || f->at > frame || f->number[0] == 0) continue;
    if (f->number[0] != INT64_MAX) f->number[0]--;
    return -open_errors[f->word < 0 ? 2 : f->word];
  }
  return d->stream ? -EBUSY : 0;
}

static int open_stream(char *const *value, const char *name, snd_pcm_stream_t direction, int mode,
                       snd_pcm_t **pcm) {
  // The clock must outlive snd_config_update_free_global(), which would unload this library.
  Dl_info self;
  if (!devices && dladdr(&devices, &self)) dlopen(self.dli_fname, RTLD_LAZY | RTLD_NODELETE);
  const char *id = value[ID] ? value[ID] : value[SCRIPT] ? value[SCRIPT] : "";
  struct device *d = devices;
  while (d && strcmp(d->id, id)) d = d->next;
  int result = d ? 0 : make_device(value, id, &d);
  if (result < 0) return result;
  result = refusal(d);
  note(d, "open result=%d", result);
  if (result < 0) return result;
  struct stream *s = calloc(1, sizeof *s);
  if (!s) return -ENOMEM;
  s->device = d;
  s->avail_min = 1;
  s->io.version = SND_PCM_IOPLUG_VERSION;
  s->io.name = "Capture with scripted faults";
  s->io.flags = SND_PCM_IOPLUG_FLAG_BOUNDARY_WA;
  s->io.callback = &callbacks;
  s->io.private_data = s;
  s->io.poll_fd = timerfd_create(CLOCK_MONOTONIC, TFD_NONBLOCK | TFD_CLOEXEC);
  s->io.poll_events = POLLIN;
  result = s->io.poll_fd < 0 ? -errno : snd_pcm_ioplug_create(&s->io, name, direction, mode);
  if (result < 0) {
    if (s->io.poll_fd >= 0) close(s->io.poll_fd);
    free(s);
    return result;
  }
  d->stream = s;
  *pcm = s->io.pcm;
  result = constrain(&s->io, value);
  if (result >= 0 && strcmp(value[HOOK], "yes") == 0 && !hook_operations(s)) note(d, "no-hook");
  return result;
}

SND_PCM_PLUGIN_DEFINE_FUNC(faulty) {
  char *value[KEYS] = {NULL};
  snd_config_iterator_t i, next;
  int result = 0, key;
  (void)root;
  snd_config_for_each(i, next, conf) {
    snd_config_t *node = snd_config_iterator_entry(i);
    const char *id = NULL;
    if (snd_config_get_id(node, &id) < 0 || !strcmp(id, "comment") || !strcmp(id, "type") ||
        !strcmp(id, "hint"))
      continue;
    for (key = 0; key < KEYS && strcmp(id, key_names[key]); key++) {}
    if (key == KEYS || !(value[key] = text_of(node))) {
      SNDERR("faulty: %s is not a key, or has no value", id);
      result = -EINVAL;
    }
  }
  for (key = 0; key < KEYS; key++)
    if (!value[key] && defaults[key]) value[key] = strdup(defaults[key]);
  if (stream != SND_PCM_STREAM_CAPTURE) result = -EINVAL;
  snd_pcm_t *pcm = NULL;
  pthread_mutex_lock(&lock);
  if (result == 0) result = open_stream(value, name, stream, mode, &pcm);
  pthread_mutex_unlock(&lock);
  for (key = 0; key < KEYS; key++) free(value[key]);
  if (result < 0 && pcm) snd_pcm_close(pcm);  // Takes the lock itself.
  if (result >= 0) *pcmp = pcm;
  return result;
}

SND_PCM_PLUGIN_SYMBOL(faulty)
