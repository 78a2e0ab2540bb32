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
  registrations: 'đăng ký chờ kiểm tra',
  registrationsTitle: 'Đăng ký chờ kiểm tra',
  allRegistrations: 'Tất cả đăng ký',
  registrationTitle: 'Đăng ký của bạn',
  toRegistration: 'Mở đăng ký của tôi',
  organisationsTitle: 'Tổ chức của tôi',
  toOrganisations: 'Xem tất cả',
  noOrganisation: 'Bạn chưa là thành viên của tổ chức nào.',
  registerOrganisation: 'Đăng ký một tổ chức',
  published: 'mục đã công bố',
  waitingTitle: 'Chờ bạn xử lý',
  onTheirWayTitle: 'Đang trình duyệt',
  draftsTitle: 'Danh mục đang soạn',
  importsTitle: 'Bản nhập đang rà soát',
  unsavedTitle: 'Bản gõ dở của bạn',
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
    registrations: 'Đăng ký tài khoản',
    editions: 'Danh mục',
    documents: 'Sổ văn bản',
    accounts: 'Tài khoản',
    organisations: 'Cơ quan, tổ chức',
    backup: 'Sao lưu',
    mail: 'Thư gửi đi',
    letters: 'Thư báo',
    audit: 'Nhật ký hệ thống',
    problems: 'Bài toán đã công bố',
    needs: 'Nhu cầu công nghệ đã công bố',
    publicDocuments: 'Văn bản đã công bố',
    account: 'Tài khoản và phiên đăng nhập',
    guide: 'Hướng dẫn sử dụng',
  },
  roles: {
    applicant:
      'Bạn có thể đọc các bài toán và nhu cầu đang tìm lời giải, xem kết quả cần đạt và hạn nhận đề xuất.',
    agency_officer: 'Bạn có thể theo dõi các mục nêu tên cơ quan mình và đọc mọi danh mục đã công bố.',
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
  registrations: 'registrations to check',
  registrationsTitle: 'Registrations to check',
  allRegistrations: 'All registrations',
  registrationTitle: 'Your registration',
  toRegistration: 'Open my registration',
  organisationsTitle: 'My organisations',
  toOrganisations: 'See all',
  noOrganisation: 'You belong to no organisation yet.',
  registerOrganisation: 'Register an organisation',
  published: 'published entries',
  waitingTitle: 'Waiting for you',
  onTheirWayTitle: 'On their way to approval',
  draftsTitle: 'Editions in draft',
  importsTitle: 'Imports under review',
  unsavedTitle: 'Your unsaved texts',
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
    registrations: 'Registrations',
    editions: 'Editions',
    documents: 'Register of documents',
    accounts: 'Accounts',
    organisations: 'Organisations',
    backup: 'Backup',
    mail: 'Letters sent',
    letters: 'Letters',
    audit: 'Event log',
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
      'You can follow the entries that name your organisation and read every published edition.',
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
