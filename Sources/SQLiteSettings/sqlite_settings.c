#include "sqlite_settings.h"

#include <sqlite3.h>
#include <stdatomic.h>

int rollcall_sqlite_harden(struct sqlite3 *connection) {
  const struct { int option; int value; } settings[] = {
      {SQLITE_DBCONFIG_DEFENSIVE, 1},
      {SQLITE_DBCONFIG_DQS_DML, 0},  // a misspelled column is an error, not a text
      {SQLITE_DBCONFIG_DQS_DDL, 0},
      {SQLITE_DBCONFIG_ENABLE_LOAD_EXTENSION, 0},
      {SQLITE_DBCONFIG_ENABLE_TRIGGER, 0},
      {SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0},
  };
  for (unsigned i = 0; i < sizeof settings / sizeof *settings; i++) {
    int code = sqlite3_db_config(connection, settings[i].option, settings[i].value, (int *)0);
    if (code != SQLITE_OK) return code;
  }
  return SQLITE_OK;
}

int rollcall_sqlite_configure(void) { return sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); }

void rollcall_sqlite_spill_into(const char *folder) {
  static atomic_flag is_set = ATOMIC_FLAG_INIT;
  if (!atomic_flag_test_and_set(&is_set)) sqlite3_temp_directory = sqlite3_mprintf("%s", folder);
}
