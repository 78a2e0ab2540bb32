/** Addresses everybody reads, without the language prefix. */
export const programmePaths = {
  list: '/ke-hoach',
  plan: (code: string) => `/ke-hoach/${code}`,
  task: (code: string) => `/nhiem-vu/${code}`,
  target: (code: string) => `/chi-tieu/${code}`,
  difficulties: '/ke-hoach/kho-khan',
  difficulty: (code: string) => `/ke-hoach/kho-khan/${code}`,
} as const;

/** Where plans, tasks and targets are worked on. */
export const programmeWork = {
  plans: '/ban-lam-viec/ke-hoach',
  newPlan: '/ban-lam-viec/ke-hoach/moi',
  plan: (id: number) => `/ban-lam-viec/ke-hoach/${id}`,
  tasks: '/ban-lam-viec/nhiem-vu',
  task: (id: number) => `/ban-lam-viec/nhiem-vu/${id}`,
  targets: '/ban-lam-viec/chi-tieu',
  target: (id: number) => `/ban-lam-viec/chi-tieu/${id}`,
  difficulties: '/ban-lam-viec/kho-khan',
  difficultySheet: '/ban-lam-viec/kho-khan/danh-sach.xlsx',
  difficultyTerm: '/ban-lam-viec/kho-khan/thoi-han',
  /** `about`: the code of what it is about. */
  newDifficulty: (about?: string) =>
    `/ban-lam-viec/kho-khan/moi${about ? `?ve=${encodeURIComponent(about)}` : ''}`,
  difficulty: (id: number) => `/ban-lam-viec/kho-khan/${id}`,
  difficultyFile: (id: number, file: number) => `/ban-lam-viec/kho-khan/${id}/tep/${file}`,
} as const;
