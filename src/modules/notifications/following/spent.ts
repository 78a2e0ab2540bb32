import { SpentLink, type WayOn } from '../../../kernel/refusal.ts';
import { PATHS } from '../../../ui/site-links.ts';
import { followingPaths } from './paths.ts';

const ways: readonly WayOn[] = [
  { path: followingPaths.follow, label: { vi: 'Theo dõi', en: 'Follow' } },
  { path: PATHS.problems, label: { vi: 'Xem danh mục bài toán lớn', en: 'To the list of major problems' } },
];

/** Of the letter that asks to confirm: which thing it was about is not known any longer. */
export function confirmsNothing(): SpentLink {
  return new SpentLink(
    {
      vi: 'Đường dẫn xác nhận này đã quá 7 ngày, hoặc bị cắt mất một phần. Hãy mở lại trang bạn muốn theo dõi và yêu cầu thư mới.',
      en: 'It is more than 7 days old, or was cut off. Open the page you want to follow and ask for another letter.',
    },
    ways,
  );
}

/** Of the key by which an address sees and ends what it follows. */
export function followsNothing(): SpentLink {
  return new SpentLink(
    {
      vi: 'Địa chỉ này không còn theo dõi nội dung nào và đã được xóa khỏi hệ thống, hoặc đường dẫn bị cắt mất một phần. Muốn theo dõi lại, hãy mở trang bạn quan tâm và bấm “Theo dõi”.',
      en: 'Nothing is followed by this address any longer, and it was erased, or the link was cut off. To follow again, open the page and choose “Follow”.',
    },
    ways,
  );
}
