-- What a run read: known_source, with what is 0 there taken from the run that it is told from.
create view run_source as
select known.run,
       known.position,
       iif(typeof(known.name) <> 'integer', known.name, base.name) as name,
       iif(typeof(known.kind) <> 'integer', known.kind, base.kind) as kind,
       iif(typeof(known.path) <> 'integer', known.path, base.path) as path,
       iif(typeof(known.format) <> 'integer', known.format, base.format) as format,
       iif(typeof(known.obtained) <> 'integer', known.obtained, base.obtained) as obtained,
       known.state,
       known.bytes,
       known.sha256,
       known.rows,
       known.loaded,
       known.rejected,
       known.duplicates,
       iif(typeof(known.fields) <> 'integer', known.fields, base.fields) as fields,
       iif(typeof(known.unused) <> 'integer', known.unused, base.unused) as unused,
       iif(typeof(known.mapping_sha256) <> 'integer', known.mapping_sha256, base.mapping_sha256) as mapping_sha256
  from main.known_source as known
  left join main.repetition on repetition.run = known.run
  left join main.known_source as base on base.run = repetition.sources and base.position = known.position;
