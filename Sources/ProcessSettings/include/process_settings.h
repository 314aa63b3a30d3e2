// What the program asks of the operating system and Swift cannot call.

/// The words of the command line, the program's own name among them: at least one. Swift's CommandLine looks for them with the
/// help of /proc, and has none where that is not mounted: then a night would be taken for a call for help, and end with 0.
int rollcall_argument_count(void);
const char *rollcall_argument(int place);

/// Nobody may look into the memory of this process, and no program that collects crashes is given it. A limit of zero on
/// the size of core files does not hold for those.
/// Returns 0, or -1 with errno.
int rollcall_hide_memory(void);

/// What is given up is given back to the system at once, where it is 256 KiB or more. Otherwise the limit grows with what is
/// given up (mallopt(3), M_MMAP_THRESHOLD), and tables of millions of people leave holes that count as used.
/// Returns 0 where that is not possible.
int rollcall_return_large_memory(void);
