/*
 * Counts a program's calls that change something below one directory, and kills the program or fails the call at number N.
 * Loaded with LD_PRELOAD; the environment says what to do:
 *
 *   FAULT_DIRECTORY  absolute, without symbolic links; calls on other files are neither counted nor touched
 *   FAULT_LOG        file that gets a line "NUMBER CALL PATH" for each call, or, with FAULT_CALL, for the calls acted on
 *   FAULT_CALL       number of the call to act on, from 1; without it, calls are only counted
 *   FAULT_ACTION     kill-before, kill-after, fail or shorten (only writes can be shortened)
 *   FAULT_ERRNO      what a failed call reports
 *   FAULT_STICKY     fail all later calls, too
 *   FAULT_NO_LINKS   be a file system without hard links: each link() fails with EPERM, without being counted
 *
 * Only calls that go through libc can be seen. libuv makes a few through syscall(), and the rest under their 64-bit names.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

enum action { NOTHING, KILL_BEFORE, KILL_AFTER, FAIL, SHORTEN };

static struct {
  const char *directory;
  size_t length;
  long call;
  enum action action;
  int error;
  int sticky;
  int has_no_links;
  int log;
} plan = {.log = -1};

static atomic_long calls;

static enum action parse_action(const char *word) {
  if (!word) return NOTHING;
  if (!strcmp(word, "kill-before")) return KILL_BEFORE;
  if (!strcmp(word, "kill-after")) return KILL_AFTER;
  if (!strcmp(word, "fail")) return FAIL;
  if (!strcmp(word, "shorten")) return SHORTEN;
  fprintf(stderr, "injector: unknown FAULT_ACTION %s\n", word);
  _exit(99);
}

static long number_of(const char *name) {
  const char *text = getenv(name);
  return text ? atol(text) : 0;
}

__attribute__((constructor)) static void read_plan(void) {
  plan.directory = getenv("FAULT_DIRECTORY");
  plan.length = plan.directory ? strlen(plan.directory) : 0;
  plan.call = number_of("FAULT_CALL");
  plan.action = parse_action(getenv("FAULT_ACTION"));
  plan.error = (int)number_of("FAULT_ERRNO");
  plan.sticky = getenv("FAULT_STICKY") != NULL;
  plan.has_no_links = getenv("FAULT_NO_LINKS") != NULL;
  const char *log = getenv("FAULT_LOG");
  if (log) plan.log = (int)syscall(SYS_open, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
}

static int is_below(const char *path) {
  if (!plan.directory || strncmp(path, plan.directory, plan.length)) return 0;
  return path[plan.length] == '/' || path[plan.length] == '\0';
}

/* The path of a descriptor; also of a deleted file, whose name the kernel ends with " (deleted)". */
static int path_of(int descriptor, char path[PATH_MAX]) {
  char link[64];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, PATH_MAX - 1);
  if (length < 0) return 0;
  path[length] = '\0';
  return 1;
}

/* Makes a path absolute. /proc/self/fd/N/name, which stands for openat(), is resolved. Other links are not: the rig makes none. */
static int resolve(const char *given, char path[PATH_MAX]) {
  static const char descriptors[] = "/proc/self/fd/";
  if (!given) return 0;
  if (!strncmp(given, descriptors, sizeof descriptors - 1)) {
    char *rest;
    int descriptor = (int)strtol(given + sizeof descriptors - 1, &rest, 10);
    if (!path_of(descriptor, path)) return 0;
    strncat(path, rest, PATH_MAX - strlen(path) - 1);
  } else if (given[0] == '/') {
    snprintf(path, PATH_MAX, "%s", given);
  } else {
    if (!getcwd(path, PATH_MAX)) return 0;
    strncat(path, "/", PATH_MAX - strlen(path) - 1);
    strncat(path, given, PATH_MAX - strlen(path) - 1);
  }
  return 1;
}

static void log_call(long number, const char *name, const char *path) {
  char line[PATH_MAX + 64];
  int length = snprintf(line, sizeof line, "%ld %s %s\n", number, name, path + plan.length);
  syscall(SYS_write, plan.log, line, (size_t)length);
}

/* SIGKILL may be delivered to another thread first: this one must not return. */
static void die(void) {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

/* Counts one call and says what to do about it. Doesn't return if the program is to die before the call. */
static enum action arrive(const char *name, const char *path) {
  if (!is_below(path)) return NOTHING;
  long number = atomic_fetch_add(&calls, 1) + 1;
  int is_it = number == plan.call;
  int is_later = plan.sticky && plan.call && number > plan.call;
  if (plan.log >= 0 && (!plan.call || is_it || is_later)) log_call(number, name, path);
  if (is_later) return FAIL;
  if (!is_it) return NOTHING;
  if (plan.action == KILL_BEFORE) die();
  return plan.action;
}

static enum action arrive_at(const char *name, const char *given) {
  int saved = errno;
  char path[PATH_MAX];
  enum action action = resolve(given, path) ? arrive(name, path) : NOTHING;
  errno = saved;
  return action;
}

static enum action arrive_with(const char *name, int descriptor) {
  int saved = errno;
  char path[PATH_MAX];
  enum action action = path_of(descriptor, path) ? arrive(name, path) : NOTHING;
  errno = saved;
  return action;
}

/* Closing a file that was only read changes nothing. */
static enum action arrive_at_close(int descriptor) {
  int saved = errno;
  int flags = fcntl(descriptor, F_GETFL);
  errno = saved;
  if (flags < 0 || (flags & O_ACCMODE) == O_RDONLY) return NOTHING;
  return arrive_with("close", descriptor);
}

#define REAL(name) \
  static __typeof__(&name) real; \
  if (!real) *(void **)&real = dlsym(RTLD_NEXT, #name)

#define REFUSE(failure) \
  do { \
    errno = plan.error; \
    return failure; \
  } while (0)

/* A call that fails with -1, and what it is given. */
#define CALL(type, name, parameters, arguments, arrival) \
  type name parameters { \
    REAL(name); \
    enum action action = arrival; \
    if (action == FAIL) REFUSE(-1); \
    type result = real arguments; \
    if (action == KILL_AFTER) die(); \
    return result; \
  }

/* A call that writes `count` bytes, of which a shortened one accepts about half, as the system may. */
#define WRITE(name, parameters, arguments) \
  ssize_t name parameters { \
    REAL(name); \
    enum action action = arrive_with(#name, to); \
    if (action == FAIL) REFUSE(-1); \
    if (action == SHORTEN) count = (count + 1) / 2; \
    ssize_t result = real arguments; \
    if (action == KILL_AFTER) die(); \
    return result; \
  }

/* The same for a list of buffers: a shortened call accepts half of the first. */
#define WRITE_LIST(name, parameters, arguments) \
  ssize_t name parameters { \
    REAL(name); \
    enum action action = arrive_with(#name, to); \
    if (action == FAIL) REFUSE(-1); \
    struct iovec half = {0}; \
    if (action == SHORTEN && count > 0) { \
      half = (struct iovec){list[0].iov_base, (list[0].iov_len + 1) / 2}; \
      list = &half; \
      count = 1; \
    } \
    ssize_t result = real arguments; \
    if (action == KILL_AFTER) die(); \
    return result; \
  }

/* The table of calls. Those that take two paths count as calls on the one that they change. */
#define TIMES const struct timespec times[2]
WRITE(write, (int to, const void *bytes, size_t count), (to, bytes, count))
WRITE(pwrite64, (int to, const void *bytes, size_t count, off64_t at), (to, bytes, count, at))
WRITE(sendfile64, (int to, int from, off64_t *at, size_t count), (to, from, at, count))
WRITE_LIST(writev, (int to, const struct iovec *list, int count), (to, list, count))
WRITE_LIST(pwritev64, (int to, const struct iovec *list, int count, off64_t at), (to, list, count, at))
CALL(int, fsync, (int file), (file), arrive_with("fsync", file))
CALL(int, fdatasync, (int file), (file), arrive_with("fdatasync", file))
CALL(int, ftruncate64, (int file, off64_t size), (file, size), arrive_with("ftruncate", file))
CALL(int, fchmod, (int file, mode_t mode), (file, mode), arrive_with("fchmod", file))
CALL(int, fchown, (int file, uid_t user, gid_t group), (file, user, group), arrive_with("fchown", file))
CALL(int, futimens, (int file, TIMES), (file, times), arrive_with("futimens", file))
CALL(int, rename, (const char *from, const char *to), (from, to), arrive_at("rename", to))
CALL(int, symlink, (const char *text, const char *path), (text, path), arrive_at("symlink", path))
CALL(int, unlink, (const char *path), (path), arrive_at("unlink", path))
CALL(int, remove, (const char *path), (path), arrive_at("remove", path))
CALL(int, rmdir, (const char *path), (path), arrive_at("rmdir", path))
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), arrive_at("mkdir", path))
CALL(int, chmod, (const char *path, mode_t mode), (path, mode), arrive_at("chmod", path))
CALL(int, chown, (const char *path, uid_t user, gid_t group), (path, user, group), arrive_at("chown", path))
CALL(int, lchown, (const char *path, uid_t user, gid_t group), (path, user, group), arrive_at("lchown", path))
CALL(int, utimensat, (int at, const char *path, TIMES, int flags), (at, path, times, flags), arrive_at("utimensat", path))

int link(const char *from, const char *to) {
  REAL(link);
  if (plan.has_no_links) {
    errno = EPERM;
    return -1;
  }
  enum action action = arrive_at("link", to);
  if (action == FAIL) REFUSE(-1);
  int result = real(from, to);
  if (action == KILL_AFTER) die();
  return result;
}

char *mkdtemp(char *pattern) {
  REAL(mkdtemp);
  enum action action = arrive_at("mkdtemp", pattern);
  if (action == FAIL) REFUSE(NULL);
  char *path = real(pattern);
  if (action == KILL_AFTER) die();
  return path;
}

/* Opening a file only to read it changes nothing. */
int open64(const char *path, int flags, ...) {
  REAL(open64);
  va_list rest;
  va_start(rest, flags);
  mode_t mode = (mode_t)va_arg(rest, int);
  va_end(rest);
  int changes = (flags & O_CREAT) || (flags & O_ACCMODE) != O_RDONLY;
  enum action action = changes ? arrive_at("open", path) : NOTHING;
  if (action == FAIL) REFUSE(-1);
  int descriptor = real(path, flags, mode);
  if (action == KILL_AFTER) die();
  return descriptor;
}

/* Linux releases the descriptor before it reports an error, so a failed close closes, too. */
int close(int descriptor) {
  REAL(close);
  enum action action = arrive_at_close(descriptor);
  int result = real(descriptor);
  if (action == KILL_AFTER) die();
  if (action == FAIL) REFUSE(-1);
  return result;
}

/* libuv closes files and copies ranges this way. */
long syscall(long number, ...) {
  REAL(syscall);
  va_list rest;
  long given[6];
  va_start(rest, number);
  for (int at = 0; at < 6; at++) given[at] = va_arg(rest, long);
  va_end(rest);
  enum action action = NOTHING;
  if (number == SYS_close) action = arrive_at_close((int)given[0]);
  if (number == SYS_copy_file_range) action = arrive_with("copy_file_range", (int)given[2]);
  if (action == FAIL && number != SYS_close) REFUSE(-1);
  long result = real(number, given[0], given[1], given[2], given[3], given[4], given[5]);
  if (action == KILL_AFTER) die();
  if (action == FAIL) REFUSE(-1);
  return result;
}
