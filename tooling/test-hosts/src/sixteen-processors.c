// Loaded into every program, tells it that it may run on sixteen processors.
#define _GNU_SOURCE
#include <sched.h>
#include <string.h>

int sched_getaffinity(pid_t process, size_t size, cpu_set_t *set) {
  (void)process;
  memset(set, 0, size);
  for (int processor = 0; processor < 16; processor++) CPU_SET_S(processor, size, set);
  return 0;
}
