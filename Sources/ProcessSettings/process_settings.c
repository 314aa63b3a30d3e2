#include "process_settings.h"

#include <malloc.h>
#include <sys/prctl.h>

int rollcall_hide_memory(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0); }

int rollcall_return_large_memory(void) { return mallopt(M_MMAP_THRESHOLD, 256 * 1024); }
