import type { InputIssue } from '@headroom/models';

/** Every error the API answers with: its HTTP status and its title in both languages. Codes are stable once published. */
export const ERRORS = {
  'auth/sign-in-required': [401, 'Sign in, or send an API key', '请登录，或发送 API 密钥'],
  'auth/key-not-valid': [401, 'The API key is not valid', 'API 密钥无效'],
  'auth/permission-missing': [403, 'Not permitted', '没有权限'],
  'auth/no-workspace': [403, 'No workspace is active', '没有当前工作区'],
  'auth/origin-not-trusted': [403, 'The request came from another site', '请求来自其他网站'],
  'calibrations/not-found': [404, 'No such calibration', '没有此校准'],
  'calibrations/not-usable': [422, 'No run can be used', '没有可用的实测记录'],
  'catalog/entry-not-found': [404, 'No such catalogue entry', '目录中没有此条目'],
  'deployments/not-valid': [
    422,
    'The search names what the catalogue does not have',
    '搜索条件含有目录中没有的名称',
  ],
  'training/not-valid': [
    422,
    'The study names what is not there or asks for too little',
    '研究条件含有不存在的名称或信息不足',
  ],
  'engine/busy': [503, 'The engine is busy', '引擎繁忙'],
  'engine/preview-late': [503, 'The preview takes too long', '预览耗时过长'],
  'engine/preview-replaced': [409, 'A newer preview was asked for', '已请求更新的预览'],
  'http/bad-request': [400, 'The request could not be read', '无法读取请求'],
  'http/body-too-large': [413, 'The request body is too large', '请求体过大'],
  'http/cursor-not-valid': [422, 'The cursor is not valid', '游标无效'],
  'http/idempotency-answer-lost': [
    409,
    'The request was carried out, but its answer was lost',
    '请求已执行，但答复已丢失',
  ],
  'http/idempotency-key-in-use': [
    409,
    'The first request with this Idempotency-Key is not finished',
    '使用此 Idempotency-Key 的首个请求尚未完成',
  ],
  'http/idempotency-key-not-valid': [
    422,
    'The Idempotency-Key is not valid',
    'Idempotency-Key 无效',
  ],
  'http/idempotency-key-reused': [
    422,
    'The Idempotency-Key was used for another request',
    '此 Idempotency-Key 已用于其他请求',
  ],
  'http/input-not-valid': [422, 'The input is not valid', '输入无效'],
  'http/internal-error': [500, 'Something went wrong on our side', '服务器内部错误'],
  'http/method-not-allowed': [405, 'The method is not allowed here', '此处不允许该方法'],
  'http/not-found': [404, 'Nothing is here', '此处没有内容'],
  'http/not-ready': [503, 'The service is not ready', '服务尚未就绪'],
  'http/too-many-requests': [429, 'Too many requests', '请求过多'],
  'http/unsupported-media-type': [415, 'The body must be JSON', '请求体须为 JSON'],
  'http/version-required': [428, 'Say which version you edit', '请说明所编辑的版本'],
  'invitations/not-found': [404, 'No such open invitation', '没有此待接受的邀请'],
  'invitations/not-valid': [404, 'The invitation is not valid', '邀请无效'],
  'invitations/expired': [410, 'The invitation has expired', '邀请已过期'],
  'invitations/used': [409, 'The invitation has been used', '邀请已被使用'],
  'invitations/other-address': [403, 'The invitation is for another address', '邀请属于其他邮箱'],
  'invitations/open-already': [409, 'The address is invited already', '该邮箱已被邀请'],
  'invitations/too-many': [429, 'Too many invitations', '邀请过多'],
  'keys/not-found': [404, 'No such API key', '没有此 API 密钥'],
  'keys/shown-once': [409, 'The key was shown when it was created', '密钥仅在创建时显示一次'],
  'mail/no-local-mailbox': [404, 'There is no local mailbox', '没有本地邮箱'],
  'mail/not-found': [404, 'No such mail', '没有此邮件'],
  'members/not-found': [404, 'No such member', '没有此成员'],
  'members/already': [409, 'A member already', '已是成员'],
  'members/last-owner': [409, 'A workspace needs an owner', '工作区须有所有者'],
  'plans/finished': [409, 'The plan is finished', '规划已结束'],
  'plans/not-answered': [409, 'The plan has no answer', '规划没有结果'],
  'plans/not-found': [404, 'No such plan', '没有此规划'],
  'plans/too-many-waiting': [429, 'Too many plans wait', '等待中的规划过多'],
  'reports/delivery-not-found': [404, 'No such delivery', '没有此投递记录'],
  'reports/delivery-not-open': [409, 'The mail needs no further attempt', '该邮件无需再次尝试'],
  'reports/no-plan': [409, 'The scenario has no plan to report on', '场景没有可报告的规划'],
  'reports/not-found': [404, 'No such report schedule', '没有此报告计划'],
  'scenarios/not-found': [404, 'No such scenario', '没有此场景'],
  'scenarios/not-valid': [422, 'The scenario is not valid', '场景无效'],
  'scenarios/version-conflict': [412, 'The scenario has been changed since', '场景已被修改'],
} as const satisfies Readonly<
  Record<string, readonly [status: number, title: string, titleZh: string]>
>;

export type ErrorCode = keyof typeof ERRORS;

/** An expected "no" of a service. What it becomes on the wire is decided in one place, by its code. */
export class DomainError extends Error {
  constructor(
    readonly code: ErrorCode,
    detail: string,
    readonly issues?: readonly InputIssue[],
  ) {
    super(detail);
    this.name = 'DomainError';
  }
}

/** Whether a code is one of ours; the sign-in library has codes of its own. */
export function isErrorCode(code: string): code is ErrorCode {
  return Object.hasOwn(ERRORS, code);
}
