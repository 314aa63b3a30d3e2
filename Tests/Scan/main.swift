import Exports
import Glibc

// For scripts/bench --scan: reads a CSV file as a night does, up to where a record's fields are known, and says how many
// there are and how long it took. Nothing is made of the fields.

func now() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_MONOTONIC, &time)
  return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
}

let began = now()
let count = try RecordCount.csv(CommandLine.arguments[1])
print(count.records, count.fields, now() - began)
