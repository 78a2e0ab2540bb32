/** Addresses everybody reads, without the language prefix. */
export const programmePaths = {
  list: '/ke-hoach',
  plan: (code: string) => `/ke-hoach/${code}`,
  task: (code: string) => `/nhiem-vu/${code}`,
  target: (code: string) => `/chi-tieu/${code}`,
  changes: (code: string) => `/ke-hoach/${code}/thay-doi`,
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
  assign: (id: number) => `/ban-lam-viec/ke-hoach/${id}/giao-viec`,
  doAssign: (id: number) => `/ban-lam-viec/ke-hoach/${id}/giao-viec/thuc-hien`,
  assignment: (id: number, assignment: number) => `/ban-lam-viec/ke-hoach/${id}/giao-viec/${assignment}`,
  split: (id: number) => `/ban-lam-viec/nhiem-vu/${id}/tach`,
  amend: (id: number) => `/ban-lam-viec/ke-hoach/${id}/sua-doi`,
  addTask: (id: number) => `/ban-lam-viec/ke-hoach/${id}/sua-doi/them-nhiem-vu`,
  amendTask: (id: number) => `/ban-lam-viec/nhiem-vu/${id}/sua-doi`,
  amendTarget: (id: number) => `/ban-lam-viec/chi-tieu/${id}/sua-doi`,
  linkTask: (id: number) => `/ban-lam-viec/nhiem-vu/${id}/lien-ket`,
  linkTarget: (id: number) => `/ban-lam-viec/chi-tieu/${id}/lien-ket`,
  handOver: '/ban-lam-viec/ban-giao-nhiem-vu',
} as const;
