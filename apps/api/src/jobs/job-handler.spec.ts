import { assertHandlers } from './job-handler';

const handler = (kind: string) => ({ kind });
const complete = {
  'plan.compute': handler('plan.compute'),
  'report.run': handler('report.run'),
  'mail.deliver': handler('mail.deliver'),
  'invitation.mail': handler('invitation.mail'),
};

describe('assertHandlers', () => {
  it('accepts one handler for every kind', () => {
    expect(() => assertHandlers(complete)).not.toThrow();
  });

  it('refuses to boot without a handler for a kind', () => {
    const { 'mail.deliver': _left, ...rest } = complete;
    expect(() => assertHandlers(rest)).toThrow('mail.deliver has no handler');
  });

  it('refuses a handler registered under the name of another kind', () => {
    expect(() => assertHandlers({ ...complete, 'report.run': handler('mail.deliver') })).toThrow(
      'the handler of mail.deliver is registered as report.run',
    );
  });

  it('refuses a kind nobody declared', () => {
    expect(() => assertHandlers({ ...complete, 'cat.feed': handler('cat.feed') })).toThrow(
      'cat.feed',
    );
  });
});
