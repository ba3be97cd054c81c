import type { WordList } from './word-list';

export const authWords = {
  'auth.signIn': { en: 'Sign in', 'zh-CN': '登录' },
  'auth.signInText': {
    en: 'Continue to your workspace.',
    'zh-CN': '进入您的工作区。',
  },
  'auth.signingIn': { en: 'Signing in…', 'zh-CN': '正在登录…' },
  'auth.signUp': { en: 'Create an account', 'zh-CN': '创建账户' },
  'auth.signUpText': {
    en: 'You get a workspace of your own, and can invite colleagues to it.',
    'zh-CN': '您将获得自己的工作区，并可邀请同事加入。',
  },
  'auth.signingUp': { en: 'Creating…', 'zh-CN': '正在创建…' },
  'auth.signOut': { en: 'Sign out', 'zh-CN': '退出登录' },
  'auth.name': { en: 'Your name', 'zh-CN': '姓名' },
  'auth.email': { en: 'E-mail', 'zh-CN': '邮箱' },
  'auth.password': { en: 'Password', 'zh-CN': '密码' },
  'auth.noAccount': { en: 'No account yet?', 'zh-CN': '还没有账户？' },
  'auth.haveAccount': { en: 'Have an account?', 'zh-CN': '已有账户？' },
  'auth.rule.length': {
    en: '{{min}} to {{max}} characters; a phrase of a few words is best',
    'zh-CN': '{{min}} 至 {{max}} 个字符，建议使用由几个词组成的短语',
  },
  'auth.error.locked': {
    en: 'Too many failed sign-ins; the account is locked for {{minutes}} minutes.',
    'zh-CN': '登录失败次数过多，账户已锁定 {{minutes}} 分钟。',
  },
  'auth.error.credentials': {
    en: 'E-mail or password is wrong.',
    'zh-CN': '邮箱或密码错误。',
  },
  'auth.error.exists': {
    en: 'There is an account with this e-mail address already. Sign in instead.',
    'zh-CN': '该邮箱已注册，请直接登录。',
  },
  'auth.error.passwordShort': { en: 'The password is too short.', 'zh-CN': '密码过短。' },
  'auth.error.passwordLong': { en: 'The password is too long.', 'zh-CN': '密码过长。' },
  'auth.error.email': {
    en: 'This is not a valid e-mail address.',
    'zh-CN': '邮箱地址无效。',
  },
  'join.title': { en: 'Join a workspace', 'zh-CN': '加入工作区' },
  'join.text': {
    en: 'A colleague invites you. Use the address the invitation came to.',
    'zh-CN': '同事邀请您加入。请使用收到邀请的邮箱。',
  },
  'join.as': {
    en: 'You are signed in as {{name}}, {{email}}.',
    'zh-CN': '您已登录：{{name}}，{{email}}。',
  },
  'join.join': { en: 'Join', 'zh-CN': '加入' },
  'join.joining': { en: 'Joining…', 'zh-CN': '正在加入…' },
  'join.other': { en: 'Use another account', 'zh-CN': '使用其他账户' },
  'join.error.notValid': {
    en: 'This link is incomplete, or the invitation was cancelled. Ask for a new one.',
    'zh-CN': '链接不完整，或邀请已被取消。请索取新的邀请。',
  },
  'join.error.expired': {
    en: 'This invitation has expired. Ask for a new one.',
    'zh-CN': '邀请已过期。请索取新的邀请。',
  },
  'join.error.used': {
    en: 'This invitation has been used already.',
    'zh-CN': '该邀请已被使用。',
  },
  'join.error.otherAddress': {
    en: 'This invitation is for another address. Use the account with the address the mail came to.',
    'zh-CN': '该邀请属于其他邮箱。请使用收到邮件的邮箱所对应的账户。',
  },
  'auth.promise': {
    en: 'Which accelerators, how many, wired how, when, and at what cost and risk.',
    'zh-CN': '用哪些加速器、多少台、如何互联、何时到位、成本与风险几何。',
  },
  'auth.promise1': {
    en: 'Every vendor of the market, with figures that name their source',
    'zh-CN': '覆盖市场上所有厂商，每项数据注明出处',
  },
  'auth.promise2': {
    en: 'Inference and training demand placed on real systems, month by month',
    'zh-CN': '将推理与训练需求逐月落到真实系统',
  },
  'auth.promise3': {
    en: 'Export rules and their possible futures as part of the plan',
    'zh-CN': '将出口管制及其可能走向纳入规划',
  },
} as const satisfies WordList;
