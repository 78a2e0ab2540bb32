import { PATHS } from '../../ui/site-links.ts';

/** Addresses everybody reads, without the language prefix. */
export const programmePaths = {
  list: PATHS.plans,
  plan: (code: string) => `/ke-hoach/${code}`,
  calendar: (code: string) => `/ke-hoach/${code}/lich.ics`,
  targetsOf: (code: string) => `/ke-hoach/${code}/chi-tieu`,
  task: (code: string) => `/nhiem-vu/${code}`,
  target: (code: string) => `/chi-tieu/${code}`,
} as const;

/** Where plans, tasks and targets are worked on. */
export const programmeWork = {
  plans: '/ban-lam-viec/ke-hoach',
  newPlan: '/ban-lam-viec/ke-hoach/moi',
  plan: (id: number) => `/ban-lam-viec/ke-hoach/${id}`,
  tasks: '/ban-lam-viec/nhiem-vu',
  task: (id: number) => `/ban-lam-viec/nhiem-vu/${id}`,
  targets: '/ban-lam-viec/chi-tieu',
  targetRules: '/ban-lam-viec/chi-tieu/quy-tac',
  target: (id: number) => `/ban-lam-viec/chi-tieu/${id}`,
  targetFigure: (id: number) => `/ban-lam-viec/chi-tieu/${id}/so-lieu`,
  targetCorrection: (id: number, figure: number) => `/ban-lam-viec/chi-tieu/${id}/so-lieu/${figure}`,
  targetFile: (id: number, figure: number) => `/ban-lam-viec/chi-tieu/${id}/so-lieu/${figure}/tep`,
  targetWay: (id: number) => `/ban-lam-viec/chi-tieu/${id}/lo-trinh`,
  targetEnd: (id: number) => `/ban-lam-viec/chi-tieu/${id}/ket-thuc`,
} as const;
