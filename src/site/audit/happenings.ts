import type { Text } from '../../kernel/text.ts';

/** Names of events by what a person would call it; each name stands once. A test holds this against the sources. */
const happenings = {
  tao: {
    label: { vi: 'Tạo, thêm, nhập', en: 'Created, added, imported' },
    names: [
      ...[
        'edition.created',
        'edition.amendment_begun',
        'entry.added',
        'entry.restored',
        'note.written',
        'note.answered',
        'question.asked',
        'consultation.created',
        'plan.created',
        'task.opened',
        'task.part_added',
        'task.fact_entered',
        'task.reported',
        'task.split',
        'task.added',
        'task.taken_over',
        'target.measured',
        'consultation.commented',
        'difficulty.begun',
        'difficulty.sent',
        'import.started',
        'import.confirmed',
        'plan_import.started',
        'plan_import.confirmed',
        ...['workbook.sent', 'workbook.entered'],
      ],
      ...['batch.started', 'batch.ended'],
      ...['document.registered', 'organisation.created', 'account.created', 'registration.received'],
      'data_request.received',
      'calendar.day_added',
    ],
  },
  sua: {
    label: { vi: 'Sửa', en: 'Changed' },
    names: [
      ...[
        'task.assigned',
        'task.assignment_undone',
        'task.handed_over',
        'task.linked',
        'task.unlinked',
        'task.derived',
        'task.underived',
        'target.linked',
        'target.unlinked',
        'target.derived',
        'target.underived',
        'task.amended',
        'task.corrected',
        'target.amended',
        'target.figure_corrected',
        'edition.changed',
        'edition.texts_saved',
        'edition.bulk_changed',
        'edition.bulk_undone',
        'entry.changed',
        'entry.moved',
        'entry.readers_changed',
        'note.edited',
        'question.handed_over',
        'question.reopened',
        'question.due_soon',
        'question.overdue',
        'task.acknowledged',
        'task.refused',
        'task.insisted',
        'task.fact_corrected',
        'task.extension_asked',
        'task.extension_withdrawn',
        'task.extension_refused',
        'task.part_changed',
        'target.planned',
        'target.assigned',
        'target.corrected',
        'target.rules_changed',
        'consultation.changed',
        ...['difficulty.changed', 'difficulty.taken', 'difficulty.passed_on', 'difficulty.returned'],
        ...['difficulty.supplemented', 'difficulty.asked_again', 'difficulty.answered'],
        ...['difficulty.escalated', 'difficulty.term_changed'],
        'consultation.comment_changed',
        'consultation.grouped',
        'consultation.ungrouped',
        'consultation.joined',
        'consultation.replied',
        'consultation.summary_saved',
        'consultation.prolonged',
        'plan.changed',
        'plan.item_changed',
        'plan.amended',
        'plan_import.revised',
        'workbook.mended',
        'consultation.opened',
        'consultation.due_soon',
        'consultation.closed',
        'note.resolved',
        'note.reopened',
        'entry.file_attached',
        'entry.chosen_to_change',
        'entry.chosen_to_take_out',
        'entry.merged',
        'entry.split',
        'edition.replacement_chosen',
        'entry.carried_over',
        'entry.outcome_settled',
        'entry.outcome_corrected',
      ],
      ...[
        'entry.file_removed',
        'import.revised',
        'batch.file_retried',
        'document.changed',
        'document.completed',
      ],
      ...['organisation.changed', 'organisation.profile_changed', 'account.changed', 'sector.saved'],
      ...['registration.answered', 'registration.corrected'],
      ...['calendar.year_checked', 'calendar.rules_changed'],
    ],
  },
  trinh: {
    label: { vi: 'Trình duyệt', en: 'Approval' },
    names: [
      ...['edition.submitted', 'edition.forwarded', 'edition.recalled', 'edition.returned'],
      ...['edition.scheduled', 'edition.resumed'],
      ...['consultation.submitted', 'consultation.taken_back', 'consultation.returned'],
      'consultation.summary_submitted',
    ],
  },
  'cong-bo': {
    label: { vi: 'Công bố, thu hồi', en: 'Published, withdrawn' },
    names: [
      ...[
        'edition.amended',
        'entry.amended',
        'entry.published',
        'entry.taken_out',
        'entry.outcome_published',
      ],
      ...['edition.superseded', 'edition.reinstated'],
      ...[
        'edition.published',
        'edition.withdrawn',
        'edition.reopened',
        'edition.signed_copy_recorded',
        'document.published',
        'question.answered',
        'question.corrected',
        'question.taken_down',
        'consultation.announced',
        'plan.put_in_force',
        'target.reopened',
        'plan.replaced',
        'task.confirmed',
        'task.returned',
        'task.extension_granted',
        'task.reopened',
        ...['difficulty.shown', 'difficulty.hidden'],
        'consultation.published',
        'consultation.comment_shown',
      ],
    ],
  },
  bo: {
    label: { vi: 'Bỏ, chấm dứt', en: 'Removed, ended' },
    names: [
      'edition.given_up',
      'entry.removed',
      'note.removed',
      'question.refused',
      'question.withdrawn',
      'task.closed',
      'task.part_removed',
      'target.closed',
      'consultation.withdrawn',
      'task.taken_out',
      'target.taken_out',
      ...['difficulty.closed', 'difficulty.withdrawn'],
      'consultation.comment_withdrawn',
      'consultation.comment_hidden',
      'import.discarded',
      'plan_import.discarded',
      'workbook.ended',
      'plan.ended',
      'plan.withdrawn',
      'document.removed',
      'organisation.ended',
      'calendar.day_removed',
    ],
  },
  quyen: {
    label: {
      vi: 'Vai trò, mật khẩu, xác thực hai bước, đóng mở tài khoản',
      en: 'Roles, passwords, two-step sign-in, closing of accounts',
    },
    names: [
      ...['account.delegated', 'account.delegation_ended'],
      ...['role.granted', 'role.revoked', 'password.changed', 'account.closed', 'account.reopened'],
      'account.consented',
      ...['account.erased', 'data_request.taken_up', 'data_request.carried_out', 'data_request.refused'],
      'data_request.extended',
      'data_request.withdrawn',
      ...['factor.added', 'factor.removed', 'factor.codes_renewed', 'factor.reset'],
      ...['account.letters_chosen', 'identity.linked', 'identity.unlinked'],
      ...['follow.began', 'follow.ended'],
      ...['api_key.created', 'api_key.limited', 'api_key.revoked'],
      ...[
        'webhook.created',
        'webhook.verified',
        'webhook.changed',
        'webhook.secret_rotated',
        'webhook.paused',
      ],
      ...['webhook.resumed', 'webhook.released', 'webhook.removed'],
      'registration.vouched',
      ...['registration.asked', 'registration.accepted', 'registration.refused'],
      ...['membership.invited', 'membership.invitation_withdrawn', 'membership.joined', 'membership.ended'],
      ...['membership.role_changed', 'membership.offered', 'membership.offer_declined'],
      ...['membership.handed_over', 'membership.appointed'],
      ...['email.change_asked', 'email.change_refused', 'email.changed'],
    ],
  },
  'dang-nhap': {
    label: { vi: 'Đăng nhập, đăng xuất', en: 'Sign-in and sign-out' },
    names: ['session.started', 'session.ended', 'sign_in.refused', 'factor.recovery_used'],
  },
  xem: {
    label: { vi: 'Xem để kiểm tra, giám sát', en: 'Looks of inspectors' },
    names: [
      ...['edition.viewed', 'entry.viewed', 'import.viewed', 'document.inspected', 'account.viewed'],
      ...['question.viewed', 'consultation.viewed', 'account.data_exported'],
      ...['audit.searched', 'audit.viewed', 'audit.exported'],
    ],
  },
  'van-hanh': {
    label: { vi: 'Sao lưu, kiểm chuỗi', en: 'Backup, checks of the chain' },
    names: [
      ...['backup.requested', 'backup.made', 'backup.failed', 'rehearsal.requested', 'rehearsal.passed'],
      ...['rehearsal.failed', 'chain.check_requested', 'chain.verified', 'chain.broken'],
      ...['mail.sent_again', 'mail.refusal_lifted', 'retention.carried_out'],
      ...['mail.telling_tried', 'mail.telling_passed_over'],
    ],
  },
} as const satisfies Record<string, { readonly label: Text; readonly names: readonly string[] }>;

export type Happening = keyof typeof happenings;
export const happeningCodes = Object.keys(happenings) as readonly Happening[];

export function happeningLabel(code: Happening): Text {
  return happenings[code].label;
}

export function namesOf(code: Happening): readonly string[] {
  return happenings[code].names;
}

/** What an event can be about, by the nouns of the names of its events. */
const topics = {
  'danh-muc': { label: { vi: 'Danh mục', en: 'Editions' }, nouns: ['edition'] },
  muc: { label: { vi: 'Mục của danh mục', en: 'Entries' }, nouns: ['entry'] },
  'ghi-chu': { label: { vi: 'Ghi chú nội bộ', en: 'Internal notes' }, nouns: ['note'] },
  'hoi-dap': { label: { vi: 'Câu hỏi của công chúng', en: 'Questions of the public' }, nouns: ['question'] },
  'lay-y-kien': { label: { vi: 'Lấy ý kiến dự thảo', en: 'Consultations' }, nouns: ['consultation'] },
  'ke-hoach': {
    label: { vi: 'Kế hoạch, chỉ tiêu, nhiệm vụ', en: 'Plans, targets, tasks' },
    nouns: ['plan', 'task', 'target'],
  },
  'ban-nhap': {
    label: { vi: 'Bản nhập', en: 'Imports' },
    nouns: ['import', 'batch', 'plan_import', 'workbook'],
  },
  'kho-khan': { label: { vi: 'Khó khăn, kiến nghị', en: 'Difficulties' }, nouns: ['difficulty'] },
  'van-ban': { label: { vi: 'Văn bản', en: 'Documents' }, nouns: ['document'] },
  'tai-khoan': {
    label: { vi: 'Tài khoản, vai trò', en: 'Accounts, roles' },
    nouns: ['account', 'role', 'password', 'factor', 'identity', 'email'],
  },
  phien: { label: { vi: 'Phiên đăng nhập', en: 'Sessions' }, nouns: ['session', 'sign_in'] },
  'co-quan': {
    label: { vi: 'Cơ quan, tổ chức', en: 'Organisations' },
    nouns: ['organisation', 'membership'],
  },
  'dang-ky': { label: { vi: 'Đăng ký', en: 'Registrations' }, nouns: ['registration'] },
  'du-lieu-ca-nhan': {
    label: { vi: 'Yêu cầu về dữ liệu cá nhân', en: 'Requests about personal data' },
    nouns: ['data_request', 'retention'],
  },
  'linh-vuc': { label: { vi: 'Lĩnh vực', en: 'Sectors' }, nouns: ['sector'] },
  'lich-lam-viec': { label: { vi: 'Lịch làm việc', en: 'Working calendar' }, nouns: ['calendar'] },
  'sao-luu': { label: { vi: 'Sao lưu', en: 'Backups' }, nouns: ['backup', 'rehearsal'] },
  thu: { label: { vi: 'Thư gửi đi', en: 'Letters' }, nouns: ['mail'] },
  'theo-doi': { label: { vi: 'Theo dõi', en: 'Following' }, nouns: ['follow'] },
  'khoa-api': { label: { vi: 'Khóa API', en: 'API keys' }, nouns: ['api_key'] },
  webhook: { label: { vi: 'Webhook', en: 'Webhooks' }, nouns: ['webhook'] },
  'nhat-ky': { label: { vi: 'Nhật ký hệ thống', en: 'The event log' }, nouns: ['audit', 'chain'] },
} as const satisfies Record<string, { readonly label: Text; readonly nouns: readonly string[] }>;

export type Topic = keyof typeof topics;
export const topicCodes = Object.keys(topics) as readonly Topic[];

export function topicLabel(code: Topic): Text {
  return topics[code].label;
}

/** Names of the events about a topic. */
export function namesAbout(code: Topic): string[] {
  const nouns: readonly string[] = topics[code].nouns;
  return happeningCodes
    .flatMap((happening) => namesOf(happening))
    .filter((name) => nouns.includes(name.slice(0, name.indexOf('.'))));
}
