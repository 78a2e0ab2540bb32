-- An issued urging letter can be recalled, and explanations that came on paper are noted (docs/decisions/0045, 0050).
alter table urging_letter
  add column recalled_at timestamptz,
  add column recalled_by bigint references account (id),
  add column recall_reason text check (recall_reason <> '');
alter table urging_letter drop constraint urging_letter_state_check;
alter table urging_letter add constraint urging_letter_state_check
  check (state in ('draft', 'issued', 'recalled', 'dropped'));
alter table urging_letter drop constraint urging_letter_check;
alter table urging_letter add constraint urging_letter_check
  check ((state in ('issued', 'recalled')) = (issued_at is not null));
alter table urging_letter add constraint urging_letter_recalled_check
  check (num_nonnulls(recalled_at, recall_reason) = case state when 'recalled' then 2 else 0 end);
-- the letters that list a task
create index urging_letter_tasks on urging_letter using gin ((tasks -> 'tasks') jsonb_path_ops) where tasks is not null;

-- By which paper the agency explained; then who said it is who noted it in the department.
alter table explanation
  add column paper_number text check (paper_number <> ''),
  add column paper_date date,
  add check (num_nonnulls(paper_number, paper_date) in (0, 2));
