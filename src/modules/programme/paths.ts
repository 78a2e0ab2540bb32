import { PATHS } from '../../ui/site-links.ts';

export const figureForms = ['csv', 'xlsx'] as const;
export type FigureForm = (typeof figureForms)[number];

/** Addresses everybody reads, without the language prefix. */
export const programmePaths = {
  list: PATHS.plans,
  plan: (code: string) => `/ke-hoach/${code}`,
  calendar: (code: string) => `/ke-hoach/${code}/lich.ics`,
  targetsOf: (code: string) => `/ke-hoach/${code}/chi-tieu`,
  task: (code: string) => `/nhiem-vu/${code}`,
  target: (code: string) => `/chi-tieu/${code}`,
  figures: (code: string, form: FigureForm) => `/chi-tieu/${code}/so-lieu.${form}`,
  targetForPrograms: (code: string) => `/api/v1/targets/${code}`,
  agency: (code: string) => `/ke-hoach/co-quan/${code}`,
  changes: (code: string) => `/ke-hoach/${code}/thay-doi`,
  difficulties: '/ke-hoach/kho-khan',
  difficulty: (code: string) => `/ke-hoach/kho-khan/${code}`,
} as const;

/** Where plans, tasks and targets are worked on. */
export const programmeWork = {
  plans: '/ban-lam-viec/ke-hoach',
  newPlan: '/ban-lam-viec/ke-hoach/moi',
  newPlanByHand: '/ban-lam-viec/ke-hoach/moi/nhap-tay',
  newPlanPasted: '/ban-lam-viec/ke-hoach/moi/dan',
  plan: (id: number) => `/ban-lam-viec/ke-hoach/${id}`,
  changePlan: (id: number) => `/ban-lam-viec/ke-hoach/${id}/sua`,
  decidePlan: (id: number) => `/ban-lam-viec/ke-hoach/${id}/buoc`,
  handPlan: (id: number) => `/ban-lam-viec/ke-hoach/${id}/trinh`,
  groups: (id: number) => `/ban-lam-viec/ke-hoach/${id}/nhom`,
  newTask: (id: number) => `/ban-lam-viec/ke-hoach/${id}/nhiem-vu/moi`,
  draftTask: (id: number, task: number) => `/ban-lam-viec/ke-hoach/${id}/nhiem-vu/${task}`,
  newTarget: (id: number) => `/ban-lam-viec/ke-hoach/${id}/chi-tieu/moi`,
  draftTarget: (id: number, target: number) => `/ban-lam-viec/ke-hoach/${id}/chi-tieu/${target}`,
  planImport: (id: number) => `/ban-lam-viec/nhap-ke-hoach/${id}`,
  planImportRow: (id: number, part: 'tasks' | 'targets', position: number) =>
    `/ban-lam-viec/nhap-ke-hoach/${id}/${part === 'tasks' ? 'nhiem-vu' : 'chi-tieu'}/${position}`,
  savePlanImport: (id: number) => `/ban-lam-viec/nhap-ke-hoach/${id}/luu`,
  discardPlanImport: (id: number) => `/ban-lam-viec/nhap-ke-hoach/${id}/bo`,
  tasks: '/ban-lam-viec/nhiem-vu',
  workbooks: '/ban-lam-viec/bang-tinh-nhiem-vu',
  /** The workbook to fill in. */
  workbookFile: '/ban-lam-viec/bang-tinh-nhiem-vu/bang-tinh.xlsx',
  workbook: (id: number) => `/ban-lam-viec/bang-tinh-nhiem-vu/${id}`,
  workbookRow: (id: number, row: number) => `/ban-lam-viec/bang-tinh-nhiem-vu/${id}/dong/${row}`,
  enterWorkbook: (id: number) => `/ban-lam-viec/bang-tinh-nhiem-vu/${id}/ghi`,
  endWorkbook: (id: number) => `/ban-lam-viec/bang-tinh-nhiem-vu/${id}/ket-thuc`,
  wrongRows: (id: number) => `/ban-lam-viec/bang-tinh-nhiem-vu/${id}/can-sua.xlsx`,
  task: (id: number) => `/ban-lam-viec/nhiem-vu/${id}`,
  /** Where a fact is entered; with a query where another one is corrected. */
  fact: (id: number) => `/ban-lam-viec/nhiem-vu/${id}/ghi`,
  taskFile: (id: number, file: number) => `/ban-lam-viec/nhiem-vu/${id}/tep/${file}`,
  /** What ends a task, or says when it is due: asked who is there. */
  decideTask: (id: number) => `/ban-lam-viec/nhiem-vu/${id}/quyet-dinh`,
  targets: '/ban-lam-viec/chi-tieu',
  targetRules: '/ban-lam-viec/chi-tieu/quy-tac',
  target: (id: number) => `/ban-lam-viec/chi-tieu/${id}`,
  assign: (id: number) => `/ban-lam-viec/ke-hoach/${id}/giao-viec`,
  doAssign: (id: number) => `/ban-lam-viec/ke-hoach/${id}/giao-viec/thuc-hien`,
  assignment: (id: number, assignment: number) => `/ban-lam-viec/ke-hoach/${id}/giao-viec/${assignment}`,
  assignTargets: (id: number) => `/ban-lam-viec/ke-hoach/${id}/giao-chi-tieu`,
  doAssignTargets: (id: number) => `/ban-lam-viec/ke-hoach/${id}/giao-chi-tieu/thuc-hien`,
  targetAssignment: (id: number, assignment: number) =>
    `/ban-lam-viec/ke-hoach/${id}/giao-chi-tieu/${assignment}`,
  split: (id: number) => `/ban-lam-viec/nhiem-vu/${id}/tach`,
  amend: (id: number) => `/ban-lam-viec/ke-hoach/${id}/sua-doi`,
  addTask: (id: number) => `/ban-lam-viec/ke-hoach/${id}/sua-doi/them-nhiem-vu`,
  addTarget: (id: number) => `/ban-lam-viec/ke-hoach/${id}/sua-doi/them-chi-tieu`,
  amendTask: (id: number) => `/ban-lam-viec/nhiem-vu/${id}/sua-doi`,
  amendTarget: (id: number) => `/ban-lam-viec/chi-tieu/${id}/sua-doi`,
  linkTask: (id: number) => `/ban-lam-viec/nhiem-vu/${id}/lien-ket`,
  linkTarget: (id: number) => `/ban-lam-viec/chi-tieu/${id}/lien-ket`,
  /** Where an entry is linked with tasks and targets. */
  linkEntry: (code: string) => `/ban-lam-viec/muc/${code}/ke-hoach`,
  handOver: '/ban-lam-viec/ban-giao-nhiem-vu',
  targetFigure: (id: number) => `/ban-lam-viec/chi-tieu/${id}/so-lieu`,
  targetCorrection: (id: number, figure: number) => `/ban-lam-viec/chi-tieu/${id}/so-lieu/${figure}`,
  targetFile: (id: number, figure: number) => `/ban-lam-viec/chi-tieu/${id}/so-lieu/${figure}/tep`,
  targetWay: (id: number) => `/ban-lam-viec/chi-tieu/${id}/lo-trinh`,
  targetEnd: (id: number) => `/ban-lam-viec/chi-tieu/${id}/ket-thuc`,
  urging: '/ban-lam-viec/don-doc',
  urgingSheet: '/ban-lam-viec/don-doc/danh-sach.xlsx',
  urgingRules: '/ban-lam-viec/don-doc/thiet-lap',
  /** Answered by the site, as other modules give to it. */
  rehearsal: '/ban-lam-viec/dien-tap',
  rehearsalSheet: '/ban-lam-viec/dien-tap/danh-sach.xlsx',
  unitHeads: '/ban-lam-viec/don-doc/thu-truong',
  unitHeadsOf: (id: number) => `/ban-lam-viec/don-doc/thu-truong/${id}`,
  explainTask: (id: number) => `/ban-lam-viec/nhiem-vu/${id}/giai-trinh`,
  explanationFile: (id: number, explanation: number) =>
    `/ban-lam-viec/nhiem-vu/${id}/giai-trinh/${explanation}/tep`,
  difficulties: '/ban-lam-viec/kho-khan',
  difficultySheet: '/ban-lam-viec/kho-khan/danh-sach.xlsx',
  difficultyTerm: '/ban-lam-viec/kho-khan/thoi-han',
  /** `about`: the code of what it is about. */
  newDifficulty: (about?: string) =>
    `/ban-lam-viec/kho-khan/moi${about ? `?ve=${encodeURIComponent(about)}` : ''}`,
  difficulty: (id: number) => `/ban-lam-viec/kho-khan/${id}`,
  notePaper: (id: number) => `/ban-lam-viec/nhiem-vu/${id}/giai-trinh-van-ban`,
  urgingLetters: '/ban-lam-viec/cong-van-don-doc',
  newUrgingLetters: '/ban-lam-viec/cong-van-don-doc/soan',
  urgingArchive: '/ban-lam-viec/cong-van-don-doc/tat-ca.zip',
  urgingLetter: (id: number) => `/ban-lam-viec/cong-van-don-doc/${id}`,
  urgingFile: (id: number, file: string) => `/ban-lam-viec/cong-van-don-doc/${id}/${file}`,
  directives: '/ban-lam-viec/chi-dao',
  directiveSheet: '/ban-lam-viec/chi-dao/danh-sach.xlsx',
  /** `about`: the code of what it is about. */
  newDirective: (about?: string) =>
    `/ban-lam-viec/chi-dao/moi${about ? `?ve=${encodeURIComponent(about)}` : ''}`,
  /** `owed`: whose answer is looked at. */
  directive: (id: number, owed?: number) => `/ban-lam-viec/chi-dao/${id}${owed ? `?co-quan=${owed}` : ''}`,
  directiveFile: (id: number, file: number) => `/ban-lam-viec/chi-dao/${id}/tep/${file}`,
  difficultyFile: (id: number, file: number) => `/ban-lam-viec/kho-khan/${id}/tep/${file}`,
} as const;
