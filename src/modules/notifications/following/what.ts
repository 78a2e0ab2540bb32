/** What there is to tell of a thing. */
export type What =
  | ('published' | 'amended' | 'superseded' | 'reinstated' | 'withdrawn' | 'reopened')
  | ('opened' | 'due_soon' | 'prolonged' | 'answered')
  | ('new' | 'changed' | 'outcome' | 'taken_out' | 'completed' | 'replaced')
  | ('assigned' | 'progress' | 'reported' | 'done' | 'extended' | 'closed' | 'opened_again')
  | ('figure' | 'overdue' | 'owed' | 'handed_over' | 'ended');
