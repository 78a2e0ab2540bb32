import type { ComponentChildren } from 'preact';

/**
 * An official document as it looks on paper (Decree 30/2020/NĐ-CP): issuer and number at the left, the national
 * title and the date at the right, the kind and the abstract in the middle. The words are Vietnamese in every language.
 */
export function DocumentPaper(props: {
  /** A Party document: the Party's name in place of the national title (Party Guidance 36-HD/VPTW). */
  readonly party?: boolean | undefined;
  readonly issuer: string;
  readonly superior?: string | undefined;
  readonly numberLine: string;
  readonly placeAndDate: string;
  readonly kindName: string;
  readonly abstract: string;
  readonly children?: ComponentChildren;
  readonly signer?: { readonly roles: readonly string[]; readonly name: string } | undefined;
  readonly recipients?: readonly string[] | undefined;
}) {
  return (
    <article class="paper" lang="vi">
      <div class="paper-head">
        <div>
          {props.superior && <p>{props.superior}</p>}
          <p class="paper-strong paper-rule">{props.issuer}</p>
          <p>{props.numberLine}</p>
        </div>
        <div>
          {props.party ? (
            <p class="paper-strong paper-rule">ĐẢNG CỘNG SẢN VIỆT NAM</p>
          ) : (
            <>
              <p class="paper-strong">CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM</p>
              <p class="paper-strong paper-rule">Độc lập - Tự do - Hạnh phúc</p>
            </>
          )}
          <p>
            <em>{props.placeAndDate}</em>
          </p>
        </div>
      </div>
      <p class="paper-kind">{props.kindName}</p>
      <p class="paper-abstract">{props.abstract}</p>
      {props.children && <div class="paper-body">{props.children}</div>}
      <div class="paper-foot">
        {props.recipients && props.recipients.length > 0 ? (
          <div class="paper-recipients">
            <p class="paper-strong">
              <em>Nơi nhận:</em>
            </p>
            <ul>
              {props.recipients.map((recipient) => (
                <li key={recipient}>{recipient}</li>
              ))}
            </ul>
          </div>
        ) : (
          <div />
        )}
        {props.signer && (
          <div class="paper-signer">
            {props.signer.roles.map((role) => (
              <p key={role} class="paper-strong">
                {role}
              </p>
            ))}
            <p class="paper-strong paper-name">{props.signer.name}</p>
          </div>
        )}
      </div>
    </article>
  );
}
