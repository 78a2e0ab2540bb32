import type { Role } from '../../kernel/actor.ts';

/** Where the guide sends its reader: a page of the product and who looks at it; null: a visitor. */
export interface Place {
  readonly as: Role | null;
  /** Pattern of a route, as the table of routes has it. */
  readonly route: string;
  /** What is asked of the page, beginning with `?`. */
  readonly query?: string;
}

const visitor = (route: string, query?: string): Place => ({ as: null, route, ...(query && { query }) });
const officer = (route: string, query?: string): Place => ({
  as: 'programme_officer',
  route,
  ...(query && { query }),
});
const applicant = (route: string): Place => ({ as: 'applicant', route });
const head = (route: string): Place => ({ as: 'programme_head', route });
const leader = (route: string): Place => ({ as: 'leader', route });
const agent = (route: string): Place => ({ as: 'agency_officer', route });

const desk = '/ban-lam-viec';
const edition = `${desk}/danh-muc/:id`;
const entry = `${edition}/muc/:entryId`;
const document = `${desk}/van-ban/:id`;
const plan = `${desk}/ke-hoach/:id`;
const task = `${desk}/nhiem-vu/:id`;

/**
 * Pages the guide speaks of, by names of its own. What stands behind the parts of a pattern is said in
 * test/support/guide-scene.ts, where the same pages are read and their pictures taken.
 */
export const places = {
  home: visitor('/'),
  search: visitor('/tim-kiem', '?q=sat+lo'),
  problems: visitor('/bai-toan'),
  filtered: visitor('/bai-toan', '?nam=2026'),
  onDay: visitor('/bai-toan', '?ngay=2026-05-04'),
  problem: visitor('/bai-toan/:code'),
  asking: applicant('/bai-toan/:code/hoi-dap/dat-cau-hoi'),
  ownQuestions: applicant('/tai-khoan/cau-hoi'),
  consultations: visitor('/lay-y-kien'),
  consultation: visitor('/lay-y-kien/:id'),
  commenting: applicant('/lay-y-kien/:id/gop-y'),
  ownComments: applicant('/lay-y-kien/:id/y-kien-cua-toi'),
  register: visitor('/van-ban'),
  filed: visitor('/van-ban/:id'),
  document: visitor('/van-ban/:id'),
  openData: visitor('/du-lieu-mo'),
  dataset: visitor('/du-lieu-mo/:dataset'),
  api: visitor('/api'),
  signIn: visitor('/dang-nhap'),
  desk: officer(desk),
  import: officer(`${desk}/nhap`),
  paste: officer(`${desk}/nhap/dan`),
  batches: officer(`${desk}/nhap/nhieu-tep`),
  review: officer(`${desk}/nhap/:id`),
  confirm: officer(`${desk}/nhap/:id/xac-nhan`),
  draft: officer(edition),
  entry: officer(entry),
  shared: officer(entry),
  advice: officer(`${edition}/gop-y`),
  bulk: officer(`${edition}/sua-nhieu`),
  bulkField: officer(`${edition}/sua-nhieu`, '?truong=keywords'),
  bulkDone: officer(`${edition}/sua-nhieu/:change`),
  submit: officer(`${edition}/trinh-duyet`),
  waiting: officer(`${edition}/trinh-duyet`),
  returned: officer(`${edition}/trinh-duyet`),
  outgoing: officer(`${edition}/van-ban-di`),
  write: officer(`${edition}/van-ban-di/:document`),
  published: officer(edition),
  signedCopy: officer(`${edition}/ban-ky`),
  amendments: officer(`${edition}/dieu-chinh`),
  amendment: officer(edition),
  amendedEntries: officer(`${edition}/chon-muc`),
  documents: officer(`${desk}/van-ban`),
  addDocument: officer(`${desk}/van-ban/them`),
  checkDocument: officer(document),
  questions: officer(`${desk}/hoi-dap`),
  question: officer(`${desk}/hoi-dap/:id`),
  consultationWork: officer(`${desk}/lay-y-kien`),
  newConsultation: officer(`${desk}/lay-y-kien/moi`),
  consultationComments: officer(`${desk}/lay-y-kien/:id/y-kien`),
  consultationComment: officer(`${desk}/lay-y-kien/:id/y-kien/:comment`),
  consultationSummary: officer(`${desk}/lay-y-kien/:id/tong-hop`),
  headDesk: head(desk),
  headCheck: head(`${edition}/trinh-duyet`),
  headWaits: head(`${edition}/trinh-duyet`),
  headDocument: head(document),
  headAccount: head('/tai-khoan'),
  headLends: head('/tai-khoan/uy-quyen'),
  leaderDesk: leader(desk),
  leaderCheck: leader(`${edition}/trinh-duyet`),
  leaderScheduled: leader(`${edition}/trinh-duyet`),
  leaderPublished: leader(edition),
  leaderWithdraws: leader(`${edition}/thu-hoi`),
  leaderAccount: leader('/tai-khoan'),
  leaderLends: leader('/tai-khoan/uy-quyen'),
  plans: visitor('/ke-hoach'),
  plan: visitor('/ke-hoach/:code'),
  planTask: visitor('/nhiem-vu/:code'),
  planTarget: visitor('/chi-tieu/:code'),
  openBoard: visitor('/ke-hoach/bang'),
  followPlan: visitor('/theo-doi', '?loai=ke-hoach&ma=KH-MH-2026'),
  planList: officer(`${desk}/ke-hoach`),
  newPlan: officer(`${desk}/ke-hoach/moi`),
  planReview: officer(`${desk}/nhap-ke-hoach/:id`),
  planSave: officer(`${desk}/nhap-ke-hoach/:id/luu`),
  planDraft: officer(plan),
  planWork: officer(plan),
  assign: officer(`${plan}/giao-viec`),
  assignByRule: officer(`${plan}/giao-viec`, '?cach=quy-tac'),
  taskWork: officer(task),
  board: officer(`${desk}/bang-theo-doi`),
  urging: officer(`${desk}/don-doc`),
  unitHeads: officer(`${desk}/don-doc/thu-truong`),
  rehearsal: officer(`${desk}/dien-tap`),
  urgingLetters: officer(`${desk}/cong-van-don-doc/soan`),
  urgingLetter: officer(`${desk}/cong-van-don-doc/:id`),
  difficulties: officer(`${desk}/kho-khan`),
  difficulty: officer(`${desk}/kho-khan/:id`),
  headPlan: head(plan),
  headTask: head(task),
  headExtension: head(task),
  headUrging: head(`${desk}/don-doc/thiet-lap`),
  headTerm: head(`${desk}/kho-khan/thoi-han`),
  headTargets: head(`${desk}/chi-tieu/quy-tac`),
  leaderBoard: leader(`${desk}/dieu-hanh`),
  leaderBoards: leader(`${desk}/bang-theo-doi`),
  newDirective: leader(`${desk}/chi-dao/moi`),
  leaderDirective: leader(`${desk}/chi-dao/:id`),
  agentDesk: agent(desk),
  taskGiven: agent(task),
  fact: agent(`${task}/ghi`),
  taskLate: agent(task),
  explain: agent(`${task}/giai-trinh`),
  ownTargets: agent(`${desk}/chi-tieu`),
  figure: agent(`${desk}/chi-tieu/:id/so-lieu`),
  workbook: agent(`${desk}/bang-tinh-nhiem-vu`),
  workbookReview: agent(`${desk}/bang-tinh-nhiem-vu/:id`),
  newDifficulty: agent(`${desk}/kho-khan/moi`),
  ownDirective: agent(`${desk}/chi-dao/:id`),
  agentAccount: agent('/tai-khoan'),
  agentLends: agent('/tai-khoan/uy-quyen'),
  agentAway: agent('/tai-khoan/vang-mat'),
} as const satisfies Readonly<Record<string, Place>>;

export type PlaceName = keyof typeof places;
