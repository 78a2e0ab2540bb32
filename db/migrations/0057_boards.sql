-- Boards (docs/decisions/0047): where nobody told anything for longest.
-- The same states stand in the query; whoever changes one changes both.
create index task_silent on task (informed_on nulls first, id)
  where closed is null and instance_of is null
    and state in ('overdue', 'due_soon', 'without_result', 'not_started', 'in_term', 'with_result');
create index target_standing on target (outlook, information);
create index task_extension_asked on task_extension (id) where state = 'asked';

