/*
 * Preloaded into a program, counts its system calls on files below a directory and interferes with one of them:
 *
 *   RIG_PATH    the directory
 *   RIG_LOG     a file that gets the name of each call, one a line
 *   RIG_AT      the number of the call to interfere with, counted from 1
 *   RIG_ACTION  kill-before, kill-after, or an errno to fail with; or short: every write takes 7 bytes at most
 *
 * gcc -shared -fPIC -o fault-rig.so fault-rig.c
 */
#define _GNU_SOURCE
#include <dirent.h>
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
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *root, *action;
static long at;
static int log_file = -1;
static atomic_long calls;

__attribute__((constructor)) static void set_up(void) {
  const char *log = getenv("RIG_LOG"), *number = getenv("RIG_AT");
  root = getenv("RIG_PATH");
  action = getenv("RIG_ACTION");
  at = number ? atol(number) : 0;
  if (log) log_file = open(log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
}

static int is_path(const char *path) {
  return root && path && !strncmp(path, root, strlen(root));
}

static int is_file(int fd) {
  char link[64], path[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = 0;
  return is_path(path);
}

static int is_action(const char *name) { return action && !strcmp(action, name); }

/* 1 if the call must fail; errno is set. `now` is set if this call is the one. */
static int before(const char *name, int ours, int *now) {
  *now = 0;
  if (!ours) return 0;
  long number = atomic_fetch_add(&calls, 1) + 1;
  if (log_file >= 0) {
    char line[100];
    int length = snprintf(line, sizeof line, "%s\n", name);
    syscall(SYS_write, log_file, line, length);
  }
  if (number != at || !action || is_action("short")) return 0;
  *now = 1;
  if (is_action("kill-before")) kill(getpid(), SIGKILL);
  if (is_action("kill-after")) return 0;
  errno = atoi(action);
  return 1;
}

static void after(int now) {
  if (now && is_action("kill-after")) kill(getpid(), SIGKILL);
}

#define CALL(type, name, parameters, arguments, ours)                  \
  type name parameters {                                               \
    static type(*real) parameters;                                     \
    int now;                                                           \
    if (!real) real = (type(*) parameters)dlsym(RTLD_NEXT, #name);     \
    if (before(#name, ours, &now)) return -1;                          \
    type result = real arguments;                                      \
    int error = errno;                                                 \
    after(now);                                                        \
    errno = error;                                                     \
    return result;                                                     \
  }

CALL(int, fsync, (int fd), (fd), is_file(fd))
CALL(int, fdatasync, (int fd), (fd), is_file(fd))
CALL(int, fchmod, (int fd, mode_t mode), (fd, mode), is_file(fd))
CALL(int, link, (const char *from, const char *to), (from, to), is_path(to))
CALL(int, rename, (const char *from, const char *to), (from, to), is_path(to))
CALL(int, unlink, (const char *path), (path), is_path(path))
CALL(int, mkdir, (const char *path, mode_t mode), (path, mode), is_path(path))
CALL(int, scandir64,
     (const char *path, struct dirent64 ***names, int (*filter)(const struct dirent64 *),
      int (*compare)(const struct dirent64 **, const struct dirent64 **)),
     (path, names, filter, compare), is_path(path))

ssize_t write(int fd, const void *bytes, size_t length) {
  int now, ours = is_file(fd);
  if (before("write", ours, &now)) return -1;
  if (ours && is_action("short") && length > 7) length = 7;
  ssize_t result = syscall(SYS_write, fd, bytes, length);
  after(now);
  return result;
}

static int open_either(const char *name, const char *path, int flags, int mode) {
  static int (*real)(const char *, int, ...);
  int now;
  if (!real) real = (int (*)(const char *, int, ...))dlsym(RTLD_NEXT, "open64");
  if (before(name, is_path(path), &now)) return -1;
  int result = real(path, flags, mode);
  after(now);
  return result;
}

#define OPEN(name)                                              \
  int name(const char *path, int flags, ...) {                  \
    va_list rest;                                               \
    va_start(rest, flags);                                      \
    int mode = flags & O_CREAT ? va_arg(rest, int) : 0;         \
    va_end(rest);                                               \
    return open_either(flags & O_CREAT ? "create" : "open", path, flags, mode); \
  }

OPEN(open)
OPEN(open64)

/* libuv closes files and asks for their state through syscall(2). */
long syscall(long number, ...) {
  static long (*real)(long, ...);
  va_list rest;
  long a[6];
  int now = 0;
  if (!real) real = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  va_start(rest, number);
  for (int i = 0; i < 6; i++) a[i] = va_arg(rest, long);
  va_end(rest);
  if (number == SYS_close && before("close", is_file((int)a[0]), &now)) return -1;
  if (number == SYS_statx) {
    const char *path = (const char *)a[1];
    int ours = *path ? is_path(path) : is_file((int)a[0]);
    if (before("statx", ours, &now)) return -1;
  }
  long result = real(number, a[0], a[1], a[2], a[3], a[4], a[5]);
  int error = errno;
  after(now);
  errno = error;
  return result;
}
