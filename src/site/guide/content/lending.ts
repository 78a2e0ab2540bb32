import type { Chapter } from '../guide.ts';
import type { PlaceName } from '../places.ts';

/** Lending a role: the same for a head and a leader. `picture`: file of the picture of the form. */
export function lendingChapter(on: {
  readonly account: PlaceName;
  readonly form: PlaceName;
  readonly picture: string | null;
}): Chapter {
  return {
    id: 'uy-quyen',
    title: { vi: 'Ủy quyền khi vắng mặt', en: 'A deputy while you are away' },
    purpose: {
      vi: 'Giao vai trò của bạn cho người khác trong những ngày bạn vắng. Việc làm thay ghi tên cả hai người.',
      en: 'Lend your role to somebody for the days you are away. What they do is recorded with both names.',
    },
    begin: on.account,
    steps: [
      {
        at: on.account,
        vi: 'Mở trang tài khoản từ tên bạn ở góc trên, bấm [[Ủy quyền cho người khác]].',
        en: 'Open your account from your name in the upper corner and press [[Delegate to somebody]].',
      },
      {
        at: on.form,
        vi: 'Chọn [[Người làm thay]], ghi [[Từ ngày]], [[Đến hết ngày]] và [[Lý do]], rồi bấm [[Ủy quyền]].',
        en: 'Choose the [[Deputy]], give [[First day]], [[Last day]] and [[Reason]], and press [[Delegate]].',
      },
      {
        vi: 'Về sớm thì mở lại trang tài khoản và kết thúc ủy quyền.',
        en: 'If you are back early, end it on your account.',
      },
    ],
    ...(on.picture && {
      pictures: [
        {
          file: on.picture,
          at: on.form,
          part: 'main',
          height: 980,
          alt: {
            vi: 'Biểu mẫu ủy quyền: vai trò, người làm thay, từ ngày, đến hết ngày, lý do.',
            en: 'The form to delegate: role, deputy, first day, last day, reason.',
          },
          caption: {
            vi: 'Ủy quyền có ngày bắt đầu và ngày kết thúc.',
            en: 'A deputy has a first and a last day.',
          },
          words: ['Ủy quyền cho người khác', 'Người làm thay'],
        },
      ],
    }),
    troubles: [
      {
        wrong: {
          vi: 'Không thấy tên người cần ủy quyền.',
          en: 'The person is not in the list.',
        },
        remedy: {
          vi: 'Người đó chưa có tài khoản đang mở hoặc đã giữ chính vai trò này. Đề nghị quản trị viên kiểm tra.',
          en: 'They have no open account, or hold the role already. Ask the administrator.',
        },
      },
    ],
  };
}
