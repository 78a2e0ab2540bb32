import { defineTexts } from '../../ui/texts/texts.ts';

export const backupTexts = defineTexts(
  {
    title: 'Sao lưu',
    administration: 'Quản trị',
    lead: 'Mọi dữ liệu và tệp của hệ thống được xuất ra một thư mục, đọc lại để kiểm tra, và có thể khôi phục vào một cơ sở dữ liệu trống.',
    now: 'Sao lưu ngay',
    rehearse: 'Diễn tập khôi phục',
    requested: 'Đã ghi nhận. Việc bắt đầu trong vòng một phút; tải lại trang để xem kết quả.',
    already: 'Việc này đã được yêu cầu và đang chờ hoặc đang chạy.',
    last: 'Bản sao lưu gần nhất',
    lastRehearsal: 'Lần diễn tập khôi phục gần nhất',
    rehearsalHelp:
      'Diễn tập khôi phục bản gần nhất vào một cơ sở dữ liệu tạm, xuất lại để so từng bảng, rồi xóa đi; dữ liệu đang dùng không bị đụng tới.',
    none: 'Chưa có bản sao lưu nào.',
    noRehearsal: 'Chưa diễn tập lần nào.',
    old: (age: string) =>
      `Bản gần nhất được tạo ${age}. Hãy kiểm tra tiến trình “worker” và chỗ trống trên ổ đĩa.`,
    never: 'Nếu máy hỏng lúc này, dữ liệu sẽ mất. Hãy sao lưu ngay.',
    lost: (count: string) =>
      `Nội dung của ${count} tệp trong sổ đăng ký đã mất hoặc hỏng từ trước; tên tệp ghi trong manifest.json.`,
    schedule: 'Lịch',
    daily: (hour: string, keep: string) => `Mỗi ngày lúc ${hour} giờ, giữ ${keep} bản gần nhất`,
    off: 'Không tự động (BACKUP_HOUR=off)',
    rehearsals: (days: string) =>
      days === '1'
        ? 'Diễn tập khôi phục mỗi ngày, sau bản sao lưu trong đêm'
        : `Diễn tập khôi phục ${days} ngày một lần, sau bản sao lưu trong đêm`,
    noRehearsals: 'Không tự diễn tập khôi phục (BACKUP_REHEARSE_DAYS=off)',
    notRestored: (at: string) =>
      `Lần diễn tập khôi phục lúc ${at} không đạt: có thể không lấy lại được dữ liệu từ bản sao lưu. Lý do ghi bên dưới.`,
    notRehearsed: (age: string) =>
      `Lần diễn tập khôi phục gần nhất là ${age}, lâu hơn lịch đã đặt. Hãy kiểm tra tiến trình “worker”.`,
    place: 'Nơi cất giữ',
    placeHelp: 'Hãy chép các bản này sang máy khác: bản nằm cùng ổ đĩa sẽ mất cùng ổ đĩa.',
    open: 'Đang chờ hoặc đang chạy',
    list: 'Các lần sao lưu và diễn tập',
    kinds: { export: 'Sao lưu', rehearsal: 'Diễn tập khôi phục' },
    origins: { schedule: 'theo lịch', page: 'từ trang này', command: 'bằng dòng lệnh' },
    states: { requested: 'đang chờ', running: 'đang chạy', done: 'đạt', failed: 'không đạt' },
    removed: 'đã xóa theo lịch giữ',
    verified: 'Đã đọc lại và kiểm tra',
    unverified: 'Chưa đọc lại',
    fields: {
      when: 'Thời điểm',
      by: 'Do',
      kind: 'Việc',
      outcome: 'Kết quả',
      size: 'Dung lượng',
      rows: 'Số dòng',
      files: 'Số tệp',
      events: 'Số sự kiện',
      head: 'Đầu chuỗi nhật ký',
      verification: 'Kiểm tra',
      directory: 'Thư mục',
      failure: 'Lý do',
    },
  },
  {
    title: 'Backup',
    administration: 'Administration',
    lead: 'All data and files of the system are exported into a directory, read back to be verified, and can be restored into an empty database.',
    now: 'Back up now',
    rehearse: 'Rehearse restoring',
    requested: 'Noted. The work begins within a minute; load the page again to see how it ended.',
    already: 'This was asked for already and is waiting or under way.',
    last: 'Latest backup',
    lastRehearsal: 'Latest rehearsal of restoring',
    rehearsalHelp:
      'A rehearsal restores the latest backup into a temporary database, exports that again to compare every table, and drops it; the data in use are not touched.',
    none: 'There is no backup yet.',
    noRehearsal: 'There was no rehearsal yet.',
    old: (age: string) =>
      `The latest was made ${age}. Look at the process “worker” and at the room on the disk.`,
    never: 'Should the machine fail now, the data would be lost. Make a backup now.',
    lost: (count: string) =>
      `The content of ${count} registered files had been lost or damaged before; manifest.json names them.`,
    schedule: 'Schedule',
    daily: (hour: string, keep: string) => `Every day at ${hour}:00, keeping the latest ${keep}`,
    off: 'Not by itself (BACKUP_HOUR=off)',
    rehearsals: (days: string) =>
      days === '1'
        ? 'Restoring is rehearsed every day, after the backup of the night'
        : `Restoring is rehearsed every ${days} days, after the backup of the night`,
    noRehearsals: 'Restoring is not rehearsed by itself (BACKUP_REHEARSE_DAYS=off)',
    notRestored: (at: string) =>
      `The rehearsal of restoring of ${at} failed: the data may not come back from the backup. The reason stands below.`,
    notRehearsed: (age: string) =>
      `Restoring was last rehearsed ${age}, longer ago than set. Look at the process “worker”.`,
    place: 'Kept in',
    placeHelp: 'Copy them to another machine: what lies on the same disk is lost with the disk.',
    open: 'Waiting or under way',
    list: 'Backups and rehearsals so far',
    kinds: { export: 'Backup', rehearsal: 'Rehearsal of restoring' },
    origins: { schedule: 'by schedule', page: 'from this page', command: 'by command line' },
    states: { requested: 'waiting', running: 'under way', done: 'passed', failed: 'failed' },
    removed: 'removed, newer ones are kept',
    verified: 'Read back and verified',
    unverified: 'Not read back',
    fields: {
      when: 'When',
      by: 'By',
      kind: 'Work',
      outcome: 'Outcome',
      size: 'Size',
      rows: 'Rows',
      files: 'Files',
      events: 'Events',
      head: 'Head of the event chain',
      verification: 'Verification',
      directory: 'Directory',
      failure: 'Reason',
    },
  },
);
