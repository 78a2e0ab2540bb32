-- Public pages: what is open now, what changed in public.

-- entries that take proposals, the first to close first
create index entry_open on entry (open_to) where removed_at is null and published_at is not null and open_to is not null;

-- the changes programs follow are few among the events
create index event_public on event (seq) where subject_kind in ('edition', 'document', 'entry');
