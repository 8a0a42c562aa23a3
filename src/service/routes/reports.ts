// POST /v1/reports: what a device read back. The same key and digest again changes nothing.

import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import type { DeviceId } from '../../model/ids.js';
import { unreachable } from '../../model/result.js';
import type { ReportRequest } from '../../model/wire/schemas.js';
import { ReportAnswer, ReportRequest as Request } from '../../model/wire/schemas.js';
import { callerOf } from '../access.js';
import { sendProblem } from '../problem.js';
import type { Store } from '../store/database.js';
import { inTransaction } from '../store/database.js';
import { knownPolicyIds } from '../store/policies.js';
import { advanceSeq } from '../store/presence.js';
import { findAcceptedReport, rememberReport, saveReport } from '../store/reports.js';
import type { CopiedParts } from './copied.js';
import { refuseRegressed } from './copied.js';

const Headers = Type.Object({ 'idempotency-key': Type.String({ pattern: '^[\\x21-\\x7e]{8,128}$' }) });

export function reportRoute(app: FastifyInstance, parts: CopiedParts): void {
  const { store, clock } = parts;
  app.post<{ Body: ReportRequest; Headers: { 'idempotency-key': string } }>(
    '/v1/reports',
    {
      bodyLimit: 262_144,
      config: { access: 'device', summary: 'Status of the settings that were enforced' },
      schema: { headers: Headers, body: Request, response: { 200: ReportAnswer } },
    },
    async (request, reply) => {
      const { device } = callerOf(request);
      if (settingsIn(request.body) > MOST_SETTINGS) return sendProblem(reply, TOO_MANY);
      const key = request.headers['idempotency-key'];
      const taken = await inTransaction(store, (trx) =>
        take(trx, { device: device.id, key, report: request.body, at: clock.now() }),
      );
      switch (taken) {
        case 'taken':
          return reply.send({ digest: request.body.digest });
        case 'regressed':
          return refuseRegressed(parts, device, reply);
        case 'other-report':
          return sendProblem(reply, OTHER_REPORT);
        default:
          return unreachable(taken);
      }
    },
  );
}

/** Source: bound of settings in one policy, DESIGN section 9 of the product; here of all that one request brings. */
const MOST_SETTINGS = 20_000;

const TOO_MANY = { code: 'too-large', detail: `a report holds ${MOST_SETTINGS} settings at most` } as const;

const settingsIn = ({ items }: ReportRequest): number =>
  items.reduce((sum, { settings }) => sum + settings.length, 0);

interface Taking {
  readonly device: DeviceId;
  readonly key: string;
  readonly report: ReportRequest;
  readonly at: number;
}

const OTHER_REPORT = {
  code: 'invalid-request',
  status: 422,
  detail: 'this Idempotency-Key was used for another report',
} as const;

async function take(
  store: Store,
  { device, key, report, at }: Taking,
): Promise<'taken' | 'regressed' | 'other-report'> {
  const accepted = await findAcceptedReport(store, device, key);
  if (accepted !== undefined && accepted !== report.digest) return 'other-report';
  // What came again may be older than what is held: only its number counts.
  const held = accepted === undefined ? { reportDigest: report.digest } : {};
  const risen = await advanceSeq(store, device, { seq: report.seq, at, ...held });
  if (accepted !== undefined) return 'taken';
  if (!risen) return 'regressed';
  const known = await knownPolicyIds(store);
  await saveReport(store, device, {
    items: report.items.filter(({ policy }) => known.has(policy)),
    complete: report.full,
    observedAt: report.observedAt,
    receivedAt: at,
  });
  await rememberReport(store, device, { key, digest: report.digest, at });
  return 'taken';
}
