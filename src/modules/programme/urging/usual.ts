import type { UrgingRules } from './engine.ts';

/** [U]: no document found says when and whom to urge; the programme head confirms or changes it. */
export const usualRules: UrgingRules = {
  before: [15, 7, 1],
  onTheDay: true,
  after: { first: 1, every: 7 },
  ladder: [
    { level: 'officer', after: 1, answer: 2 },
    { level: 'unit_head', after: 3, answer: 3 },
    { level: 'department', after: 5, answer: 3 },
    { level: 'leader', after: 5, answer: 5 },
  ],
};
