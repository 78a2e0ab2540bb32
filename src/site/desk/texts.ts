import type { Role } from '../../kernel/actor.ts';
import type { Language } from '../../kernel/text.ts';

const vi = {
  title: 'Việc đang chờ bạn',
  plainTitle: 'Bàn làm việc',
  waiting: 'danh mục chờ bạn xử lý',
  onTheirWay: 'danh mục đang trình duyệt',
  drafts: 'danh mục đang soạn',
  imports: 'bản nhập đang rà soát',
  unsaved: 'bản gõ dở chưa lưu',
  questions: 'câu hỏi chờ trả lời',
  questionsLate: (late: string) => `câu hỏi chờ trả lời, ${late} quá hạn`,
  published: 'mục đã công bố',
  waitingTitle: 'Chờ bạn xử lý',
  onTheirWayTitle: 'Đang trình duyệt',
  draftsTitle: 'Danh mục đang soạn',
  importsTitle: 'Bản nhập đang rà soát',
  unsavedTitle: 'Bản gõ dở của bạn',
  questionsTitle: 'Câu hỏi chờ trả lời',
  allQuestions: 'Tất cả câu hỏi',
  mineTitle: 'Mục nêu tên cơ quan, tổ chức của bạn',
  all: 'Tất cả danh mục',
  deputyFor: (name: string, role: string, until: string) =>
    `Bạn đang thay ${name} (${role}) đến hết ngày ${until}.`,
  nothing: 'Không có việc nào đang chờ',
  nothingEditor: 'Khi có danh mục cần soạn, bản nhập cần rà soát hoặc bản gõ dở, việc sẽ hiện ở đây.',
  quick: 'Lối tắt',
  kept: (time: string) => `tự lưu lúc ${time}`,
  links: {
    import: 'Nhập phụ lục từ văn bản',
    paste: 'Dán từ bảng tính',
    newEdition: 'Tạo danh mục mới',
    editions: 'Danh mục',
    documents: 'Sổ văn bản',
    accounts: 'Tài khoản',
    organisations: 'Cơ quan, tổ chức',
    backup: 'Sao lưu',
    mail: 'Thư gửi đi',
    letters: 'Thư báo',
    questions: 'Câu hỏi của công chúng',
    ownQuestions: 'Câu hỏi của tôi',
    audit: 'Nhật ký hệ thống',
    counts: 'Lượt dùng trang công khai',
    problems: 'Bài toán đã công bố',
    needs: 'Nhu cầu công nghệ đã công bố',
    publicDocuments: 'Văn bản đã công bố',
    account: 'Tài khoản và phiên đăng nhập',
    guide: 'Hướng dẫn sử dụng',
  },
  roles: {
    applicant:
      'Bạn có thể đọc các bài toán và nhu cầu đang tìm lời giải, xem kết quả cần đạt và hạn nhận đề xuất.',
    agency_officer:
      'Bạn trả lời câu hỏi gửi cơ quan mình, theo dõi các mục nêu tên cơ quan và đọc mọi danh mục đã công bố.',
    programme_officer: 'Bạn soạn danh mục, nhập phụ lục, rà soát và bổ sung từng mục, rồi trình phụ trách.',
    programme_head: 'Bạn xem xét danh mục được trình, cho ý kiến rồi trình lãnh đạo phê duyệt.',
    leader:
      'Bạn phê duyệt danh mục được trình: công bố ngay, hẹn giờ công bố, hoặc trả lại kèm ý kiến; danh mục công bố nhầm thì thu hồi.',
    council_member:
      'Khi hội đồng được lập, hồ sơ của hội đồng sẽ hiện ở đây. Hiện bạn có thể đọc các danh mục đã công bố.',
    inspector: 'Bạn xem được cả danh mục đang soạn; mỗi lần xem đều được ghi lại.',
    administrator: 'Bạn quản lý tài khoản, danh bạ cơ quan, tổ chức và việc sao lưu.',
  } satisfies Record<Role, string>,
};

export type DeskTexts = typeof vi;

const en: DeskTexts = {
  title: 'What waits for you',
  plainTitle: 'Desk',
  waiting: 'editions waiting for you',
  onTheirWay: 'editions on their way',
  drafts: 'editions in draft',
  imports: 'imports under review',
  unsaved: 'unsaved texts',
  questions: 'questions wait for an answer',
  questionsLate: (late: string) => `questions wait for an answer, ${late} overdue`,
  published: 'published entries',
  waitingTitle: 'Waiting for you',
  onTheirWayTitle: 'On their way to approval',
  draftsTitle: 'Editions in draft',
  importsTitle: 'Imports under review',
  unsavedTitle: 'Your unsaved texts',
  questionsTitle: 'Questions that wait for an answer',
  allQuestions: 'All questions',
  mineTitle: 'Entries that name your organisation',
  all: 'All editions',
  deputyFor: (name: string, role: string, until: string) =>
    `You stand in for ${name} (${role}) until the end of ${until}.`,
  nothing: 'Nothing is waiting',
  nothingEditor: 'Editions in draft, imports under review and unsaved texts appear here.',
  quick: 'Shortcuts',
  kept: (time: string) => `kept at ${time}`,
  links: {
    import: 'Import an annex',
    paste: 'Paste from a spreadsheet',
    newEdition: 'New edition',
    editions: 'Editions',
    documents: 'Register of documents',
    accounts: 'Accounts',
    organisations: 'Organisations',
    backup: 'Backup',
    mail: 'Letters sent',
    letters: 'Letters',
    questions: 'Questions of the public',
    ownQuestions: 'My questions',
    audit: 'Event log',
    counts: 'Use of the public site',
    problems: 'Published problems',
    needs: 'Published technology needs',
    publicDocuments: 'Published documents',
    account: 'Account and sessions',
    guide: 'User guide',
  },
  roles: {
    applicant:
      'You can read the problems and needs that look for a solution, the results wanted and the closing dates.',
    agency_officer:
      'You answer the questions sent to your agency, follow the entries that name it and read every published edition.',
    programme_officer:
      'You prepare editions, import annexes, review and complete entries, then submit them to the head.',
    programme_head: 'You look at the editions handed up, with your remarks, and submit them to the leader.',
    leader:
      'You approve editions: published now, at an hour you set, or returned with remarks; one published by mistake you withdraw.',
    council_member:
      'Once a council is set up, its dossiers appear here. For now you can read the published editions.',
    inspector: 'You may read drafts too; every look is recorded.',
    administrator: 'You look after accounts, the directory of organisations and backups.',
  },
};

export function deskTexts(language: Language): DeskTexts {
  return language === 'vi' ? vi : en;
}
