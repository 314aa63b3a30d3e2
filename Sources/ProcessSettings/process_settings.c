#include "process_settings.h"

#include <malloc.h>
#include <sys/prctl.h>

static int argument_count;
static char **arguments;

// The C library gives these to every initializer (elf/dl-init.c of glibc).
__attribute__((constructor)) static void keep_arguments(int count, char **values) {
  argument_count = count;
  arguments = values;
}

int rollcall_argument_count(void) { return argument_count; }

const char *rollcall_argument(int place) { return arguments[place]; }

int rollcall_hide_memory(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

int rollcall_return_large_memory(void) { return mallopt(M_MMAP_THRESHOLD, 256 * 1024); }
