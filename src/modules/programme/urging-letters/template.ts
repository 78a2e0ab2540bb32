import type { LetterTexts } from './letter.ts';

const lines = (...all: string[]) => all.join('\n');

/** What a draft begins with, in the form of Decree 30/2020; officers edit it for each letter. */
export function urgingTemplate(): LetterTexts {
  return {
    superior: 'UBND TỈNH {{tỉnh}}',
    issuer: 'SỞ KHOA HỌC VÀ CÔNG NGHỆ',
    ...{ number: '', symbol: 'SKHCN-QLCN', place: '{{tỉnh}}', date: '' },
    abstract: 'V/v đôn đốc thực hiện nhiệm vụ được giao',
    addressees: '{{cơ quan}}',
    body: lines(
      'Thực hiện {{kế hoạch}}, {{cơ quan}} được giao chủ trì thực hiện một số nhiệm vụ. Qua theo dõi, đến ngày {{ngày lập}} còn {{số nhiệm vụ}} nhiệm vụ do {{cơ quan}} chủ trì cần đôn đốc, gồm {{tình trạng}}, cụ thể như sau:',
      '{{danh sách nhiệm vụ}}',
      'Để bảo đảm tiến độ chung, Sở Khoa học và Công nghệ đề nghị {{cơ quan}}:',
      '1. Khẩn trương thực hiện, hoàn thành các nhiệm vụ nêu trên; cập nhật kết quả, sản phẩm trên hệ thống theo dõi nhiệm vụ.',
      '2. Báo cáo tình hình thực hiện, giải trình rõ nguyên nhân chậm, khó khăn, vướng mắc (nếu có) và thời gian hoàn thành, gửi Sở Khoa học và Công nghệ trước ngày {{hạn báo cáo}} để tổng hợp, báo cáo Ủy ban nhân dân tỉnh.',
      'Sở Khoa học và Công nghệ đề nghị {{cơ quan}} quan tâm, phối hợp thực hiện.',
    ),
    ...{ roles: 'GIÁM ĐỐC', signer: '' },
    recipients: lines(
      'Như trên',
      'Chủ tịch, các Phó Chủ tịch UBND tỉnh (b/c)',
      'Lãnh đạo Sở',
      'Lưu: VT, QLCN',
    ),
    annexTitle: 'Danh sách nhiệm vụ đôn đốc {{cơ quan}} thực hiện',
  };
}
