// POST /v1/reports: what a device read back. The same key and digest again changes nothing.

import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { DeviceId } from '../../model/ids.js';
import type { Clock } from '../../model/ports.js';
import type { ReportRequest } from '../../model/wire/schemas.js';
import { ReportAnswer, ReportRequest as Request } from '../../model/wire/schemas.js';
import { callerOf } from '../access.js';
import type { ProblemDetail } from '../problem.js';
import { sendProblem } from '../problem.js';
import type { Store } from '../store/database.js';
import { inTransaction } from '../store/database.js';
import { advanceSeq } from '../store/devices.js';
import { knownPolicyIds } from '../store/policies.js';
import { findAcceptedReport, rememberReport, saveReport } from '../store/reports.js';

const Headers = Type.Object({ 'idempotency-key': Type.String({ pattern: '^[\\x21-\\x7e]{8,128}$' }) });

export function reportRoute(app: FastifyInstance, store: Store, clock: Clock): void {
  app.post<{ Body: ReportRequest; Headers: { 'idempotency-key': string } }>(
    '/v1/reports',
    {
      bodyLimit: 262_144,
      config: { access: 'device', summary: 'Status of the settings that were enforced' },
      schema: { headers: Headers, body: Request, response: { 200: ReportAnswer } },
    },
    async (request, reply) => {
      const { device } = callerOf(request);
      const key = request.headers['idempotency-key'];
      const problem = await inTransaction(store, (trx) =>
        take(trx, { device: device.id, key, report: request.body, at: clock.now() }),
      );
      return problem === undefined
        ? reply.send({ digest: request.body.digest })
        : sendProblem(reply, problem);
    },
  );
}

interface Taking {
  readonly device: DeviceId;
  readonly key: string;
  readonly report: ReportRequest;
  readonly at: number;
}

async function take(store: Store, { device, key, report, at }: Taking): Promise<ProblemDetail | undefined> {
  const accepted = await findAcceptedReport(store, device, key);
  if (accepted !== undefined && accepted !== report.digest)
    return {
      code: 'invalid-request',
      status: 422,
      detail: 'this Idempotency-Key was used for another report',
    };
  const risen = await advanceSeq(store, device, { seq: report.seq, at, reportDigest: report.digest });
  if (accepted !== undefined) return undefined;
  if (!risen) return { code: 'seq-regressed', detail: 'a copy of this device may be at work' };
  const known = await knownPolicyIds(store);
  await saveReport(store, device, {
    items: report.items.filter(({ policy }) => known.has(policy)),
    complete: report.full,
    observedAt: report.observedAt,
    receivedAt: at,
  });
  await rememberReport(store, device, { key, digest: report.digest, at });
  return undefined;
}
