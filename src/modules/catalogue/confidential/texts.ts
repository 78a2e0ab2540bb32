import { defineTexts } from '../../../ui/texts/texts.ts';

export const readerTexts = defineTexts(
  {
    title: 'Người được xem mục không công khai',
    lead: 'Ai không có tên dưới đây thì không thấy mục này ở đâu cả: danh sách, tìm kiếm, lịch sử, tệp đính kèm. Người đó vẫn phải có quyền làm việc với danh mục.',
    open: 'Mục này sẽ công khai cùng danh mục nên ai làm việc với danh mục cũng xem được. Muốn giới hạn người xem, trước hết hãy đánh dấu “Không công khai mục này” rồi lưu.',
    roles: 'Vai trò được xem',
    accounts: 'Người được xem, nêu tên',
    accountsHint: 'Các tài khoản đang làm việc với danh mục này.',
    save: 'Lưu người được xem',
    saved: 'Đã lưu người được xem mục này.',
    change: 'Người được xem',
    seenBy: 'Chỉ những người được nêu tên xem được mục này.',
    back: 'Quay lại mục',
  },
  {
    title: 'Who may see the confidential entry',
    lead: 'Whoever is not named here finds this entry nowhere: not in lists, search, history or files. They still need the right to work on the edition.',
    open: 'This entry becomes public with its edition, so everybody who works on it may see it. To limit that, first tick “Keep this entry confidential” and save.',
    roles: 'Roles that may see it',
    accounts: 'People who may see it, by name',
    accountsHint: 'The accounts that work on this edition.',
    save: 'Save who may see it',
    saved: 'Who may see this entry is saved.',
    change: 'Who may see it',
    seenBy: 'Only those named may see this entry.',
    back: 'Back to the entry',
  },
);
