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
    en: 'You get a workspace of your own; colleagues can join it later.',
    'zh-CN': '您将获得自己的工作区，同事之后可以加入。',
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
