// What the program asks of the operating system and Swift cannot call.

/// Nobody may look into the memory of this process, and no program that collects crashes is given it. A limit of zero on
/// the size of core files does not hold for those.
/// Returns 0, or -1 with errno.
int rollcall_hide_memory(void);

/// What is given up is given back to the system at once, where it is 256 KiB or more. Otherwise the limit grows with what is
/// given up (mallopt(3), M_MMAP_THRESHOLD), and tables of millions of people leave holes that count as used.
/// Returns 0 where that is not possible.
int rollcall_return_large_memory(void);
