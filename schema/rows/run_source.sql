-- What a run read: known_source, with what is 0 there taken from the run that it is told from.
create view run_source as
select run,
       position,
       iif(typeof(name) <> 'integer', name,
           (select base.name from main.repetition join main.known_source as base on base.run = repetition.sources
             where repetition.run = known_source.run and base.position = known_source.position)) as name,
       iif(typeof(kind) <> 'integer', kind,
           (select base.kind from main.repetition join main.known_source as base on base.run = repetition.sources
             where repetition.run = known_source.run and base.position = known_source.position)) as kind,
       iif(typeof(path) <> 'integer', path,
           (select base.path from main.repetition join main.known_source as base on base.run = repetition.sources
             where repetition.run = known_source.run and base.position = known_source.position)) as path,
       iif(typeof(format) <> 'integer', format,
           (select base.format from main.repetition join main.known_source as base on base.run = repetition.sources
             where repetition.run = known_source.run and base.position = known_source.position)) as format,
       iif(typeof(obtained) <> 'integer', obtained,
           (select base.obtained from main.repetition join main.known_source as base on base.run = repetition.sources
             where repetition.run = known_source.run and base.position = known_source.position)) as obtained,
       state,
       bytes,
       sha256,
       rows,
       loaded,
       rejected,
       duplicates,
       iif(typeof(fields) <> 'integer', fields,
           (select base.fields from main.repetition join main.known_source as base on base.run = repetition.sources
             where repetition.run = known_source.run and base.position = known_source.position)) as fields,
       iif(typeof(unused) <> 'integer', unused,
           (select base.unused from main.repetition join main.known_source as base on base.run = repetition.sources
             where repetition.run = known_source.run and base.position = known_source.position)) as unused,
       iif(typeof(mapping_sha256) <> 'integer', mapping_sha256,
           (select base.mapping_sha256 from main.repetition join main.known_source as base on base.run = repetition.sources
             where repetition.run = known_source.run and base.position = known_source.position)) as mapping_sha256
  from main.known_source;
