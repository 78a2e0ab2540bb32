-- What an import was read from and its rows are kept as the text they are: nothing in the database looks into them, and as
-- jsonb it took each of them apart first, half the time of saving an annex of 2,000 rows. What a page shows of the source
-- stands in columns of its own: the title, columns and number of rows of each table, and the recognition of a scan.
alter table catalogue_import
  add column recognition jsonb,
  add column tables jsonb not null default '[]';
update catalogue_import set
  recognition = nullif(reading -> 'recognition', 'null'),
  tables = coalesce(
    (select jsonb_agg(
        jsonb_build_object('title', one -> 'title', 'columns', one -> 'columns', 'rows', jsonb_array_length(one -> 'rows'))
        order by place)
      from jsonb_array_elements(reading -> 'tables') with ordinality as listed (one, place)),
    '[]');
alter table catalogue_import alter column reading type text using (reading - 'recognition')::text;
-- compressing it takes longer than writing it
alter table catalogue_import alter column reading set storage external;
alter table catalogue_import_row alter column entry type text using entry::text;
