// POST /v1/checkin: one request every 90 minutes that carries all there is to say, most often nothing.

import type { FastifyInstance } from 'fastify';
import { unreachable } from '../../model/result.js';
import type { CheckinAnswer, CheckinRequest, Need } from '../../model/wire/schemas.js';
import { CheckinAnswer as Answer, CheckinRequest as Request } from '../../model/wire/schemas.js';
import { callerOf } from '../access.js';
import type { IssueParts } from '../assignment/issue.js';
import { issueAssignment, MOST_KEY_SETS } from '../assignment/issue.js';
import type { Caller } from '../dpop/authorise.js';
import { NEXT, SPLAY } from '../next-try.js';
import type { Store } from '../store/database.js';
import { inTransaction } from '../store/database.js';
import { findEpochStatement } from '../store/epochs.js';
import type { Presence } from '../store/presence.js';
import type { Standing } from '../store/standing.js';
import { readStanding } from '../store/standing.js';
import type { Taken } from '../take-checkin.js';
import { takeCheckin } from '../take-checkin.js';
import type { CopiedParts } from './copied.js';
import { refuseClone, refuseRegressed } from './copied.js';

/** Unit: milliseconds. Devices rotate by themselves at 90 days and ten percent; later they are asked. */
const OLDEST_KEY_MS = 100 * 24 * 3_600_000;

export function checkinRoute(app: FastifyInstance, parts: IssueParts & CopiedParts): void {
  app.post<{ Body: CheckinRequest }>(
    '/v1/checkin',
    {
      bodyLimit: 16_384,
      config: { access: 'device', summary: 'The regular exchange of a device' },
      schema: { body: Request, response: { 200: Answer } },
    },
    async (request, reply) => {
      const caller = callerOf(request);
      const { device } = caller;
      const done = await inTransaction(parts.store, (trx) => checkIn(parts, trx, caller, request.body));
      switch (done.is) {
        case 'taken':
          return reply.send(done.answer);
        case 'regressed':
          return refuseRegressed(parts, device, reply);
        case 'clone':
          return refuseClone(parts, device, { why: done.why, reply });
        default:
          return unreachable(done);
      }
    },
  );
}

type Done =
  | { readonly is: 'taken'; readonly answer: CheckinAnswer }
  | Exclude<Taken, { readonly is: 'taken' }>;

async function checkIn(parts: IssueParts, store: Store, caller: Caller, said: CheckinRequest): Promise<Done> {
  const { device } = caller;
  const at = parts.clock.now();
  const taken = await takeCheckin(store, device.id, { said, at });
  if (taken.is !== 'taken') return taken;
  const standing = await readStanding(store);
  const trusted = said.keySet ?? taken.before.keySet ?? 0;
  const led = said.keySet !== undefined;
  const assignment = await issueAssignment(parts, store, { device, trusted, led, standing });
  const current = said.assignment?.ver === assignment.ver && said.assignment.digest === assignment.digest;
  const answer: CheckinAnswer = {
    next: NEXT,
    splay: SPLAY,
    time: new Date(at).toISOString(),
    assignment: current ? 'current' : assignment.jws,
    need: needs(said, caller, taken.before, at),
    ...newKeySets(parts, said),
    ...(await newEpoch(store, said, standing)),
  };
  return { is: 'taken', answer };
}

/** An agent that does not name its set knows of none. */
function newKeySets({ signer }: IssueParts, { keySet }: CheckinRequest): Pick<CheckinAnswer, 'keySets'> {
  if (keySet === undefined || keySet >= signer.version) return {};
  return { keySets: signer.statementsAfter(keySet).slice(0, MOST_KEY_SETS) };
}

async function newEpoch(
  store: Store,
  { epoch }: CheckinRequest,
  { epoch: ours }: Standing,
): Promise<Pick<CheckinAnswer, 'epochStatement'>> {
  if (epoch === undefined || epoch >= ours) return {};
  const epochStatement = await findEpochStatement(store, ours);
  return epochStatement === undefined ? {} : { epochStatement };
}

function needs(said: CheckinRequest, { device, keys }: Caller, before: Presence, at: number): Need[] {
  const keySince = keys.at(-1)?.addedAt ?? at;
  const wanted: readonly (readonly [Need, boolean])[] = [
    ['inventory', said.inventory === null || said.inventory !== device.inventoryDigest],
    ['report', (said.report ?? undefined) !== before.reportDigest],
    ['rotate-key', at - keySince > OLDEST_KEY_MS || (before.rotateAskedAt ?? 0) > keySince],
  ];
  return wanted.filter(([, needed]) => needed).map(([need]) => need);
}
