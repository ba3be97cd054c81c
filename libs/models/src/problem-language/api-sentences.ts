import type { SentencePairs } from './sentence-pairs';

/** Details of the problems the API answers with, where they are not about one field of the input. */
export const apiSentences: SentencePairs = [
  ['There is no plan {id}.', '没有规划 {id}。'],
  ['The plan {id} is {status} already.', '规划 {id} 已结束（{status*}）。'],
  ['ready', '已完成'],
  ['infeasible', '不可行'],
  ['failed', '失败'],
  ['The plan {id} has no answer to compare.', '规划 {id} 没有可供对比的结果。'],
  [
    '{n} plans of this workspace wait already; cancel some, or come back when they are made.',
    '本工作区已有 {n} 个规划在等待；请取消一部分，或待其完成后再试。',
  ],
  ['The plan was stopped: it took longer than {n} s.', '规划已停止：耗时超过 {n} 秒。'],
  ['There is no scenario {id}.', '没有场景 {id}。'],
  ['The scenario {id} has no version {version}.', '场景 {id} 没有版本 {version}。'],
  [
    'It is at version {version}, you edited version {edited}.',
    '当前为版本 {version}，您编辑的是版本 {edited}。',
  ],
  [
    'The document is not a scenario yet; errors say where.',
    '文档还不是有效的场景；errors 指明位置。',
  ],
  ['Some fields are not as expected; see errors.', '部分字段不符合要求；见 errors。'],
  ['The schedule has no valid rhythm.', '计划的发送周期无效。'],
  ['The search is not valid.', '搜索条件无效。'],
  ['There is no report schedule {id}.', '没有报告计划 {id}。'],
  ['There is no delivery {id}.', '没有投递记录 {id}。'],
  [
    'Only a delivery that failed, or whose outcome is not known, can be sent again.',
    '只有失败或结果未知的投递才能重发。',
  ],
  [
    'Plan the scenario {name} first; a scheduled report does so by itself.',
    '请先规划场景 {name}；定时报告会自行规划。',
  ],
  ['There is no calibration with the id {id}.', '没有标识为 {id} 的校准。'],
  ['There is no mail {id}, or no such part of it.', '没有邮件 {id}，或其中没有该部分。'],
  [
    'Mails go to the mail server of SMTP_URL; look for them there.',
    '邮件发往 SMTP_URL 的邮件服务器，请在该处查看。',
  ],
  ['There is no API key {id}.', '没有 API 密钥 {id}。'],
  ['A key cannot make keys.', '密钥不能创建密钥。'],
  [
    'You cannot give a key what you may not do yourself: {scopes}.',
    '不能授予密钥您自己没有的权限：{scopes}。',
  ],
  ['There is no "{id}" here.', '此处没有“{id}”。'],
  ['There is none with the id {id}.', '没有标识为 {id} 的条目。'],
  ['It is unknown, expired or revoked.', '密钥未知、已过期或已撤销。'],
  ['There is no valid session.', '没有有效的会话。'],
  [
    'A change made with a session must come from a page of this site. Programs use API keys.',
    '使用会话的更改必须来自本站页面；程序请使用 API 密钥。',
  ],
  ['The request came from a page of another site.', '请求来自其他网站的页面。'],
  ['This is about a person; a key is none.', '此操作针对个人，不能使用密钥。'],
  ['You are not a member of the active workspace.', '您不是当前工作区的成员。'],
  ['This needs the permission {permission}.', '需要权限 {permission}。'],
  [
    'Send the ETag you got with the document as If-Match.',
    '请以 If-Match 发送读取文档时得到的 ETag。',
  ],
  ['Use nextCursor of the page before, unchanged.', '请原样使用上一页的 nextCursor。'],
  ['The database does not answer.', '数据库没有应答。'],
  ['The database does not answer. Try again in a moment.', '数据库没有应答，请稍后再试。'],
  [
    'The error has been recorded. Quote its instance when you ask about it.',
    '错误已记录。咨询时请提供其 instance。',
  ],
  ['A body may have at most {n} bytes.', '请求体至多 {n} 字节。'],
  ['The body is not valid JSON.', '请求体不是有效的 JSON。'],
  ['Send it with Content-Type: application/json.', '请以 Content-Type: application/json 发送。'],
  ['There is no such sign-in route.', '没有这样的登录路由。'],
  ['Cannot {method} {path}', '不支持 {method} {path}'],
  [
    'It is 1 to 200 printable ASCII characters without spaces.',
    '应为 1 至 200 个不含空格的可打印 ASCII 字符。',
  ],
  [
    'Every request needs its own key; only a repeat carries the same one.',
    '每个请求需要自己的键；只有重复发送才使用同一个。',
  ],
  [
    'What it made is there; look for it instead of asking again.',
    '所建内容已存在；请直接查找，不要再次请求。',
  ],
  ['Try again in a moment.', '请稍后再试。'],
  [
    'An earlier request with this Idempotency-Key made it.',
    '使用此 Idempotency-Key 的先前请求已创建。',
  ],
  [
    'At most {limit} requests a minute; go on in {seconds} s.',
    '每分钟至多 {limit} 次请求；请在 {seconds} 秒后继续。',
  ],
  [
    'At most {limit} questions to the engine a minute in a workspace; go on in {seconds} s.',
    '每个工作区每分钟至多向引擎提问 {limit} 次；请在 {seconds} 秒后继续。',
  ],
  ['{n} questions wait already; ask again.', '已有 {n} 个问题在等待，请稍后再问。'],
  ['It takes longer than {n} s; plan the scenario instead.', '耗时超过 {n} 秒，请直接运行规划。'],
  ['A newer preview took the place of this one.', '此预览已被更新的预览取代。'],
  ['The thread ended before it answered: {why}.', '引擎线程未能给出答复（{why}）。'],
];
