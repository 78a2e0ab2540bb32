import type { Text } from '../kernel/text.ts';

const synopsis = `nhipcau start                        mọi thứ cùng lúc / everything together
nhipcau web | worker | migrate
nhipcau read FILE [--json]           một văn bản thành dữ liệu / an official document as data
nhipcau import catalogue FILE --kind problems|needs --year 2025 | --period 2026-2030 [--dry-run] [--json] [--as EMAIL]
nhipcau import plan FILE [--dry-run] [--json] [--as EMAIL]   chỉ tiêu, nhiệm vụ của một kế hoạch / targets and tasks of a plan
nhipcau import folder DIR [--documents | --kind problems|needs [--year 2025 | --period 2026-2030]] [--dry-run] [--json] [--as EMAIL]
                                     mọi văn bản trong thư mục / every document below a folder
nhipcau account create --email E --role R [--name N] [--organisation CODE]   (mật khẩu từ đầu vào chuẩn / password from standard input)
nhipcau mail returned [--recipient A] [--json]   một thư bị trả lại, từ đầu vào chuẩn / a mail that came back, from standard input
nhipcau account code --email E       mã bước hai của một tài khoản mẫu / second-step code of a sample account
nhipcau account reset-factors --email E   xóa xác thực hai bước khi người đó mất máy / when its person has lost them
nhipcau search rebuild               lập lại chỉ mục tìm kiếm / rebuild the search index
nhipcau export DIR [--json]          mọi dữ liệu và tệp vào một thư mục mới / everything into a new directory
nhipcau restore DIR [--rehearse]     khôi phục vào cơ sở dữ liệu trống; --rehearse: chỉ thử / into an empty database; only try
nhipcau audit verify [DIR] [--json]  kiểm tra chuỗi nhật ký, hoặc của bản xuất / verify the event chain, or that of an export`;

export const usage: Text = { vi: `Cách dùng:\n${synopsis}`, en: `Usage:\n${synopsis}` };
