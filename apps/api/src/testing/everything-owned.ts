import { randomUUID } from 'node:crypto';
import { type Member, type TestApi, scenarioYaml } from './test-api';

/** Ids of one of everything a workspace can own, by the first step of the path it belongs in. */
export type OwnedIds = Record<
  | 'scenarios'
  | 'plans'
  | 'api-keys'
  | 'report-schedules'
  | 'deliveries'
  | 'mailbox'
  | 'serving-calibrations'
  | 'invitations'
  | 'members',
  string
>;

export function scheduleOf(scenarioId: string, name: string) {
  return {
    name,
    scenarioId,
    cron: '0 9 * * 1',
    timeZone: 'Asia/Shanghai',
    recipients: [`${name}@example.com`],
    locale: 'en',
    currency: 'USD',
    enabled: true,
  };
}

/** Makes one of everything for a member; `mark` stands in all of it. */
export async function makeEverything(
  api: TestApi,
  member: Member,
  mark: string,
): Promise<OwnedIds> {
  const post = async (path: string, body: object) => {
    const answer = await member.agent.post(`/api/v1/${path}`).send(body);
    expect({ path, isMade: answer.status === 201 || answer.status === 202 }).toEqual({
      path,
      isMade: true,
    });
    return answer.body.id as string;
  };
  const scenario = await post('scenarios', { yaml: scenarioYaml(mark) });
  const plan = await post('plans', { scenarioId: scenario });
  const key = await post('api-keys', { name: mark, scopes: ['plans:read'], expiresInDays: null });
  const schedule = await post('report-schedules', scheduleOf(scenario, mark));
  const invitation = await post('invitations', {
    email: `colleague-of-${mark}@example.com`,
    role: 'viewer',
    locale: 'en',
  });
  await member.agent.post(`/api/v1/report-schedules/${schedule}/send-now`).expect(202);
  const { body: deliveries } = await member.agent.get('/api/v1/deliveries').expect(200);
  return {
    scenarios: scenario,
    plans: plan,
    'api-keys': key,
    'report-schedules': schedule,
    deliveries: deliveries.items[0].id,
    mailbox: await mailTo(api, member, mark),
    'serving-calibrations': await calibrationOf(api, member, mark),
    invitations: invitation,
    members: member.userId,
  };
}

/** A mail with an attachment in a workspace's mailbox; sending one is the business of other tests. */
async function mailTo(api: TestApi, member: Member, mark: string): Promise<string> {
  const id = randomUUID();
  await api.database.owner.query(
    `insert into app.mailbox_message (id, workspace_id, message_id, recipient, subject, html, text)
     values ($1::uuid, $2, $1::uuid::text, $3, $3, $3, $3)`,
    [id, member.workspaceId, mark],
  );
  await api.database.owner.query(
    `insert into app.mailbox_attachment (workspace_id, mail_id, index, filename, content_type, content)
     values ($1, $2, 1, $3::text, 'text/plain', convert_to($3::text, 'utf8'))`,
    [member.workspaceId, id, mark],
  );
  await member.agent.get(`/api/v1/mailbox/${id}/attachments/1`).expect(200);
  return id;
}

/** A calibration without factors worth reading; computing one is the business of other tests. */
async function calibrationOf(api: TestApi, member: Member, mark: string): Promise<string> {
  const id = randomUUID();
  const one = { mid: 1, low: 0.9, high: 1.1 };
  const key = { chipId: 'nv-h100-sxm', engine: 'vllm', precision: null, family: null };
  const document = {
    headroomServingCalibration: 1,
    engineVersion: '0.1.0',
    runs: 1,
    priorRuns: 3,
    factors: [{ key, runs: 1, ttft: one, tpot: one }],
    errors: [],
    skipped: [],
  };
  await api.database.owner.query(
    `insert into app.serving_calibration (id, workspace_id, name, document, created_by_name)
     values ($1, $2, $3, $4, $3)`,
    [id, member.workspaceId, mark, JSON.stringify(document)],
  );
  return id;
}
