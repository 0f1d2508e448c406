// Runs a program in a mount namespace of its own, in which a FUSE file system that never answers is mounted:
//   silent-mount DIRECTORY PROGRAM [ARGUMENT…]
// The program inherits the connection, so the mount ends with it. Needs CAP_SYS_ADMIN and /dev/fuse; exits with 77 without them.
#define _GNU_SOURCE
#include <fcntl.h>
#include <sched.h>
#include <stdio.h>
#include <sys/mount.h>
#include <unistd.h>

int main(int count, char **words) {
  char options[128];
  int connection = open("/dev/fuse", O_RDWR);
  if (count < 3 || connection < 0 || unshare(CLONE_NEWNS) != 0) return 77;
  if (mount("none", "/", NULL, MS_REC | MS_PRIVATE, NULL) != 0) return 77;
  snprintf(options, sizeof options, "fd=%d,rootmode=40000,user_id=0,group_id=0", connection);
  if (mount("silent", words[1], "fuse.silent", 0, options) != 0) return 77;
  // Says how many requests the mount hasn't answered.
  mount("none", "/sys/fs/fuse/connections", "fusectl", 0, NULL);
  execvp(words[2], words + 2);
  return 77;
}
