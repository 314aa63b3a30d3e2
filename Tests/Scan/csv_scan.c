/* A CSV scan (RFC 4180) in plain C, for scripts/bench --scan: reads a file in blocks, checks that it is UTF-8, finds where
   each field of each record begins and ends, undoes doubled quotes, and prints records, fields and seconds. */
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum { BLOCK = 1 << 20, CELLS = 1024 };
typedef struct { uint32_t start, length; } cell;

static unsigned char *block;
static size_t room = BLOCK, filled, checked;
static cell cells[CELLS];
static size_t doubled[CELLS];
static _Bool special[256];

static double now(void) {
  struct timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return time.tv_sec + time.tv_nsec / 1e9;
}

static void fail(const char *why) {
  fprintf(stderr, "csv_scan: %s\n", why);
  exit(1);
}

/* Checks what was read; a character that is not complete yet is looked at again. */
static void check(void) {
  size_t i = checked;
  while (i < filled) {
    uint64_t eight;
    if (i + 8 <= filled && (memcpy(&eight, block + i, 8), (eight & 0x8080808080808080u) == 0)) { i += 8; continue; }
    unsigned char lead = block[i];
    if (lead < 0x80) { i++; continue; }
    size_t length = lead >= 0xC2 && lead <= 0xDF ? 2 : (lead & 0xF0) == 0xE0 ? 3 : lead >= 0xF0 && lead <= 0xF4 ? 4 : 0;
    if (length == 0) fail("not UTF-8");
    if (i + length > filled) break;
    unsigned char low = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    unsigned char high = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    if (block[i + 1] < low || block[i + 1] > high) fail("not UTF-8");
    for (size_t k = 2; k < length; k++) if ((block[i + k] & 0xC0) != 0x80) fail("not UTF-8");
    i += length;
  }
  checked = i;
}

/* Splits the record that begins at `start`: the number of its fields, or 0 where its end is not here yet. */
static size_t split(size_t start, size_t end, _Bool is_last, size_t *next, size_t *doubles) {
  size_t count = 0, i = start;
  *doubles = 0;
  for (;;) {
    size_t from = i, to;
    if (i < end && block[i] == '"') {
      _Bool has_doubled = 0;
      from = ++i;
      for (;;) {
        while (i < end && block[i] != '"') { if (block[i] == 0) fail("a NUL byte"); i++; }
        if (i == end) { if (is_last) fail("a quote is never closed"); return 0; }
        if (i + 1 == end && !is_last) return 0;
        if (i + 1 < end && block[i + 1] == '"') { has_doubled = 1; i += 2; continue; }
        break;
      }
      to = i++;
      if (i < end && block[i] != ',' && block[i] != '\n' && block[i] != '\r') fail("text behind a quote");
      if (has_doubled && count < CELLS) doubled[(*doubles)++] = count;
    } else {
      for (;;) {
        while (i < end && !special[block[i]]) i++;
        if (i == end || block[i] != '"') break;
        i++;
      }
      to = i;
    }
    if (count < CELLS) cells[count] = (cell){from, to - from};
    count++;
    if (i == end) { *next = i; return is_last ? count : 0; }
    if (block[i] == ',') { i++; continue; }
    if (block[i] == '\r' && ++i == end) { if (is_last) fail("a bare CR"); return 0; }
    if (block[i] != '\n') fail("a bare CR or NUL");
    *next = i + 1;
    return count;
  }
}

static void undo(size_t doubles) {
  for (size_t d = 0; d < doubles; d++) {
    cell *field = &cells[doubled[d]];
    unsigned char *to = block + field->start, *end = to + field->length;
    for (unsigned char *from = to; from < end; from += *from == '"' ? 2 : 1) *to++ = *from;
    field->length = to - (block + field->start);
  }
}

int main(int count, char **arguments) {
  double began = now();
  int file = count == 2 ? open(arguments[1], O_RDONLY) : -1;
  if (file < 0) fail("cannot open the file");
  block = malloc(room);
  for (const char *c = ",\"\n\r"; *c; c++) special[(unsigned char)*c] = 1;
  special[0] = 1;
  size_t records = 0, fields = 0, offset = 0;
  for (;;) {
    ssize_t got = 1;
    while (filled < room && (got = read(file, block + filled, room - filled)) > 0) filled += got;
    if (got < 0) fail("cannot read the file");
    _Bool is_last = got == 0;
    if (offset == 0 && filled >= 3 && memcmp(block, "\xEF\xBB\xBF", 3) == 0) offset = checked = 3;
    check();
    if (is_last && checked < filled) fail("not UTF-8");
    size_t start = offset ? offset : 0, next, doubles, n;
    offset = 0;
    while (start < checked && (n = split(start, checked, is_last, &next, &doubles)) > 0) {
      undo(doubles);
      if (n > 1 || next - start > 1) { records++; fields += n; }
      start = next;
    }
    if (is_last) break;
    if (start == 0) block = realloc(block, room *= 2);
    memmove(block, block + start, filled - start);
    filled -= start;
    checked -= start;
  }
  printf("%zu %zu %f\n", records - (records > 0), fields, now() - began);
  return 0;
}
