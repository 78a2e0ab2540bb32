import type { Language } from '../../kernel/text.ts';
import type { Config } from '../../platform/config.ts';
import type { LoadedSample } from './load.ts';

/** The address people use; with PORT=0 the system chose the port. */
export function servedAt({ baseUrl, port: set }: Config, port: number): string {
  return set === 0 && baseUrl.port === '0' ? `http://localhost:${port}` : baseUrl.origin;
}

/** What `npm start` prints once it serves: the address, and one account per role to try it with. */
export function greeting(
  language: Language,
  config: Config,
  port: number,
  sample: LoadedSample | null,
): string {
  const address = servedAt(config, port);
  const vi = language === 'vi';
  const lines = [vi ? `Nhịp Cầu đang phục vụ tại ${address}` : `Nhịp Cầu is serving at ${address}`];
  if (sample) {
    const width = Math.max(...sample.people.map(({ role }) => role.length)) + 2;
    const emailWidth = Math.max(...sample.people.map(({ email }) => email.length)) + 2;
    lines.push(
      '',
      vi
        ? 'Tài khoản dùng thử (dữ liệu minh họa), mỗi vai trò một người:'
        : 'Accounts to try it with (illustrative), one per role:',
      ...sample.people.map(({ role, email, secret }) =>
        `  ${role.padEnd(width)}${email.padEnd(emailWidth)}${secret ?? ''}`.trimEnd(),
      ),
      sample.password
        ? `  ${vi ? 'mật khẩu chung' : 'password of all'}: ${sample.password}`
        : `  ${vi ? 'mật khẩu đã in ở máy nạp dữ liệu mẫu' : 'the password was printed where the sample was loaded'}`,
      vi
        ? '  bước hai: trang đăng nhập hiện sẵn mã của tài khoản mẫu; cột cuối là khóa cho ứng dụng xác thực'
        : '  second step: the sign-in page shows the code of a sample account; the last column is the secret for an application',
    );
  }
  return `${lines.join('\n')}\n`;
}
