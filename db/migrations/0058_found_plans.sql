-- Visitors find plans in force and those that were, with their tasks and targets (docs/decisions/0044).
alter table search_item drop constraint search_item_kind_check;
alter table search_item add constraint search_item_kind_check
  check (kind in ('problem', 'need', 'document', 'organisation', 'question', 'consultation', 'plan', 'task', 'target'));

-- What is not shown is taken off the counts that are kept.
create index task_hidden on task (plan_id) where not shown;
