import type { Text } from '../../kernel/text.ts';
import type {
  acquisitionForms,
  doingForms,
  levels,
  moneySources,
  organisationRoles,
  priorities,
} from './entry.ts';

type Names<Codes extends readonly string[]> = Readonly<Record<Codes[number], Text>>;

export const levelNames: Names<typeof levels> = {
  tinh: { vi: 'Cấp tỉnh', en: 'Province' },
  so_nganh: { vi: 'Sở, ngành', en: 'Department' },
  xa: { vi: 'Xã, phường', en: 'Commune' },
};

export const doingFormNames: Names<typeof doingForms> = {
  dat_hang: { vi: 'Đặt hàng nhiệm vụ khoa học và công nghệ', en: 'Order of a science and technology task' },
  thue_dich_vu: { vi: 'Thuê dịch vụ công nghệ thông tin', en: 'IT services on hire' },
  dau_tu_cong: { vi: 'Đầu tư công', en: 'Public investment' },
  ppp: { vi: 'Đối tác công tư (PPP)', en: 'Public-private partnership' },
  doanh_nghiep_dau_tu: { vi: 'Doanh nghiệp tự đầu tư', en: 'Investment by an enterprise' },
  thu_nghiem: { vi: 'Thử nghiệm có kiểm soát', en: 'Controlled trial' },
  thuong_xuyen: { vi: 'Nhiệm vụ thường xuyên', en: 'Regular work' },
};

export const moneySourceNames: Names<typeof moneySources> = {
  su_nghiep: { vi: 'Ngân sách sự nghiệp', en: 'Recurrent budget' },
  dau_tu_cong: { vi: 'Đầu tư công', en: 'Public investment' },
  doanh_nghiep: { vi: 'Doanh nghiệp', en: 'Enterprises' },
  khac: { vi: 'Nguồn khác', en: 'Other' },
};

export const acquisitionFormNames: Names<typeof acquisitionForms> = {
  mua: { vi: 'Mua', en: 'Purchase' },
  thue: { vi: 'Thuê', en: 'Hire' },
  hop_tac: { vi: 'Hợp tác', en: 'Cooperation' },
  dat_hang_nghien_cuu: { vi: 'Đặt hàng nghiên cứu', en: 'Research order' },
  chuyen_giao: { vi: 'Nhận chuyển giao', en: 'Transfer' },
  tu_van: { vi: 'Tư vấn', en: 'Advice' },
};

export const priorityNames: Names<typeof priorities> = {
  cao: { vi: 'Cao', en: 'High' },
  trung_binh: { vi: 'Trung bình', en: 'Medium' },
  thap: { vi: 'Thấp', en: 'Low' },
};

export const organisationRoleNames: Names<typeof organisationRoles> = {
  lead: { vi: 'Cơ quan chủ trì', en: 'Lead agency' },
  partner: { vi: 'Cơ quan phối hợp', en: 'Partners' },
  proposer: { vi: 'Nơi đề xuất', en: 'Proposed by' },
  beneficiary: { vi: 'Nơi tiếp nhận, sử dụng kết quả', en: 'Receives and uses the result' },
  in_need: { vi: 'Tổ chức có nhu cầu', en: 'Organisation in need' },
};
