import type { AddressInfo } from 'node:net';
import { type ParsedMail, simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

/** What a mail server of a test got, in the order of arrival. */
export interface MailServer {
  readonly url: string;
  readonly mails: readonly ParsedMail[];
  /** Addresses a client named to the server. */
  readonly named: readonly string[];
  /** Where each mail is to come back to if it cannot be delivered. */
  readonly returns: readonly string[];
  /** Addresses the server takes no mail for, with what it answers. */
  readonly refused: Map<string, { readonly code: number; readonly text: string }>;
  close(): Promise<void>;
}

/** A real SMTP server on loopback. */
export async function openMailServer(): Promise<MailServer> {
  const mails: ParsedMail[] = [];
  const named: string[] = [];
  const returns: string[] = [];
  const refused: MailServer['refused'] = new Map();
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onMailFrom({ address }, _session, done) {
      returns.push(address);
      done();
    },
    onRcptTo({ address }, _session, done) {
      named.push(address);
      const answer = refused.get(address);
      done(answer ? Object.assign(new Error(answer.text), { responseCode: answer.code }) : undefined);
    },
    onData(stream, _session, done) {
      simpleParser(stream)
        .then((mail) => {
          mails.push(mail);
          done();
        })
        .catch(done);
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    mails,
    named,
    returns,
    refused,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}
