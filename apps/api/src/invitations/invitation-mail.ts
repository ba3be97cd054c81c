import { INVITATION_DAYS, type Locale, type Role } from '@headroom/models';
import type { OutgoingMail } from '../mail/mailer';
import { escapeHtml } from '../reports/render/escape-html';
import { PALETTE } from '../reports/render/palette';

interface MailWords {
  readonly subject: (inviter: string, workspace: string) => string;
  readonly asks: (inviter: string, workspace: string, role: string) => string;
  readonly roles: Readonly<Record<Role, string>>;
  readonly join: string;
  readonly how: (email: string) => string;
  readonly unasked: string;
}

const WORDS: Readonly<Record<Locale, MailWords>> = {
  en: {
    subject: (inviter, workspace) => `${inviter} invites you to ${workspace} in Headroom`,
    asks: (inviter, workspace, role) =>
      `${inviter} invites you to the workspace “${workspace}” in Headroom, ${role}.`,
    roles: {
      owner: 'as an owner',
      admin: 'as an admin, who also manages members and keys',
      planner: 'as a planner, who changes scenarios and makes plans',
      viewer: 'as a viewer, who reads scenarios, plans and reports',
    },
    join: 'Join the workspace',
    how: (email) =>
      `Sign in or create an account with ${email}. The link works once, for ${INVITATION_DAYS} days.`,
    unasked: 'If you did not expect this, leave it: nothing happens without you.',
  },
  'zh-CN': {
    subject: (inviter, workspace) => `${inviter} 邀请您加入 Headroom 工作区“${workspace}”`,
    asks: (inviter, workspace, role) =>
      `${inviter} 邀请您加入 Headroom 工作区“${workspace}”，${role}。`,
    roles: {
      owner: '担任所有者',
      admin: '担任管理员，可管理成员与密钥',
      planner: '担任规划员，可修改场景并发起规划',
      viewer: '作为只读成员，可查看场景、规划与报告',
    },
    join: '加入工作区',
    how: (email) =>
      `请使用 ${email} 登录或创建账户。链接仅可使用一次，${INVITATION_DAYS} 天内有效。`,
    unasked: '如果您不认识发件人，请忽略此邮件；没有您的操作，什么都不会发生。',
  },
};

export interface InvitationMailFacts {
  readonly inviter: string;
  readonly workspace: string;
  readonly email: string;
  readonly role: Role;
  readonly locale: Locale;
  readonly link: string;
}

/** The mail that invites somebody, as text and as HTML of the same words. */
export function invitationMail(
  facts: InvitationMailFacts,
): Pick<OutgoingMail, 'subject' | 'text' | 'html' | 'attachments'> {
  const { inviter, workspace, email, role, locale, link } = facts;
  const words = WORDS[locale];
  const asks = words.asks(inviter, workspace, words.roles[role]);
  const how = words.how(email);
  return {
    subject: words.subject(inviter, workspace),
    text: `${asks}\n\n${words.join}:\n${link}\n\n${how}\n${words.unasked}\n`,
    html: `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(words.subject(inviter, workspace))}</title></head>
<body style="margin:0;padding:24px;background:${PALETTE.wash};color:${PALETTE.ink};font-family:'Segoe UI',Helvetica,Arial,sans-serif;font-size:15px;line-height:1.5">
<div style="max-width:520px;margin:0 auto;padding:24px;border:1px solid ${PALETTE.line};border-radius:10px;background:${PALETTE.paper};overflow-wrap:anywhere">
<p style="margin:0 0 18px">${escapeHtml(asks)}</p>
<p style="margin:0 0 18px"><a href="${escapeHtml(link)}" target="_blank" rel="noopener" style="display:inline-block;padding:10px 18px;border-radius:8px;background:${PALETTE.brand};color:${PALETTE.paper};text-decoration:none;font-weight:600">${escapeHtml(words.join)}</a></p>
<p style="margin:0 0 6px;color:${PALETTE.muted}">${escapeHtml(how)}</p>
<p style="margin:0;color:${PALETTE.muted}">${escapeHtml(words.unasked)}</p>
</div>
</body>
</html>`,
    attachments: [],
  };
}
