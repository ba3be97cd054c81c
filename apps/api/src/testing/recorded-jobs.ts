import type { JobHandlers, JobTry } from '../jobs/job-handler';
import type { JobPayloads } from '../jobs/job-payloads';

type Plan = JobPayloads['plan.compute'];
export type Work = (payload: Plan, attempt: JobTry) => Promise<void>;

/** Handlers of which only planning does anything; what it was given and told is recorded. */
export function planning(work: Work) {
  const seen: { planId: string; attempt: number }[] = [];
  const givenUp: { planId: string; reason: string }[] = [];
  const unexpected = () => Promise.reject(new Error('No such job was queued.'));
  const handlers: JobHandlers = {
    'plan.compute': {
      kind: 'plan.compute',
      handle: (payload, attempt) => {
        seen.push({ planId: payload.planId, attempt: attempt.attempt });
        return work(payload, attempt);
      },
      giveUp: (payload, reason) => {
        givenUp.push({ planId: payload.planId, reason });
        return Promise.resolve();
      },
    },
    'report.run': { kind: 'report.run', handle: unexpected, giveUp: unexpected },
    'mail.deliver': { kind: 'mail.deliver', handle: unexpected, giveUp: unexpected },
    'invitation.mail': { kind: 'invitation.mail', handle: unexpected, giveUp: unexpected },
  };
  return { handlers, seen, givenUp };
}

/** Work that is done at once. */
export const nothing: Work = () => Promise.resolve();
