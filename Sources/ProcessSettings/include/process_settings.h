// What the program asks of the operating system and Swift cannot call.

/// Nobody may look into the memory of this process, and no program that collects crashes is given it. A limit of zero on
/// the size of core files does not hold for those.
/// Returns 0, or -1 with errno.
int rollcall_hide_memory(void);
