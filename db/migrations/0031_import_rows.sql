-- Rows of an import are written in the transaction that makes or locks the import, and imports are never deleted: a check
-- of each row against its import took as long as writing it. A restore still checks that no row lacks its import.
alter table catalogue_import_row drop constraint catalogue_import_row_import_id_fkey;
