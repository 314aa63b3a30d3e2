#ifndef ROLLCALL_SQLITE_SETTINGS_H
#define ROLLCALL_SQLITE_SETTINGS_H

struct sqlite3;

/// Sets what has no PRAGMA: defensive mode on; double-quoted strings, loading of extensions, and triggers off
/// (https://www.sqlite.org/c3ref/c_dbconfig_defensive.html). `sqlite3_db_config` is variadic, which Swift cannot call.
/// Returns the first SQLite result code that is not SQLITE_OK.
int rollcall_sqlite_harden(struct sqlite3 *connection);

/// Before the first connection of the process: SQLite does not count the memory that it uses, which nothing here asks for
/// and which locks a mutex at every allocation (SQLITE_CONFIG_MEMSTATUS,
/// https://www.sqlite.org/c3ref/c_config_covering_index_scan.html). Gives SQLITE_MISUSE, and changes nothing, where SQLite
/// is in use already.
int rollcall_sqlite_configure(void);

/// Where SQLite puts what does not fit into the memory of a connection (https://www.sqlite.org/tempfiles.html): files that it
/// unlinks as it opens them. The first call of the process counts, before the first temporary file.
void rollcall_sqlite_spill_into(const char *folder);

#endif
