// POST /v1/checkin: one request every 90 minutes that carries all there is to say, most often nothing.

import type { FastifyInstance } from 'fastify';
import { unreachable } from '../../model/result.js';
import type { CheckinAnswer, CheckinRequest, Need } from '../../model/wire/schemas.js';
import { CheckinAnswer as Answer, CheckinRequest as Request } from '../../model/wire/schemas.js';
import { callerOf } from '../access.js';
import type { IssueParts } from '../assignment/issue.js';
import { issueAssignment, MOST_KEY_SETS } from '../assignment/issue.js';
import type { Store } from '../store/database.js';
import { inTransaction } from '../store/database.js';
import type { Device } from '../store/devices.js';
import { findEpochStatement, readEpoch } from '../store/epochs.js';
import type { DeviceKey } from '../store/keys.js';
import { listKeys } from '../store/keys.js';
import type { Presence } from '../store/presence.js';
import type { Taken } from '../take-checkin.js';
import { takeCheckin } from '../take-checkin.js';
import type { CopiedParts } from './copied.js';
import { refuseClone, refuseRegressed } from './copied.js';

/** Unit: seconds. Source: security settings management of Defender for Endpoint, 90 minutes. */
const NEXT = 5400;
const SPLAY = 540;
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
      const { device } = callerOf(request);
      const done = await inTransaction(parts.store, (trx) => checkIn(parts, trx, device, request.body));
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

async function checkIn(parts: IssueParts, store: Store, device: Device, said: CheckinRequest): Promise<Done> {
  const at = parts.clock.now();
  const taken = await takeCheckin(store, device.id, { said, at });
  if (taken.is !== 'taken') return taken;
  const assignment = await issueAssignment(parts, store, device, { led: said.keySet !== undefined });
  const current = said.assignment?.ver === assignment.ver && said.assignment.digest === assignment.digest;
  const answer: CheckinAnswer = {
    next: NEXT,
    splay: SPLAY,
    time: new Date(at).toISOString(),
    assignment: current ? 'current' : assignment.jws,
    need: needs(said, device, taken.before, { keys: await listKeys(store, device.id), at }),
    ...newKeySets(parts, said),
    ...(await newEpoch(store, said)),
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
): Promise<Pick<CheckinAnswer, 'epochStatement'>> {
  const ours = await readEpoch(store);
  if (epoch === undefined || epoch >= ours) return {};
  const epochStatement = await findEpochStatement(store, ours);
  return epochStatement === undefined ? {} : { epochStatement };
}

function needs(
  said: CheckinRequest,
  device: Device,
  before: Presence,
  { keys, at }: { readonly keys: readonly DeviceKey[]; readonly at: number },
): Need[] {
  const wanted: readonly (readonly [Need, boolean])[] = [
    ['inventory', said.inventory === null || said.inventory !== device.inventoryDigest],
    ['report', (said.report ?? undefined) !== before.reportDigest],
    ['rotate-key', at - (keys.at(-1)?.addedAt ?? at) > OLDEST_KEY_MS],
  ];
  return wanted.filter(([, needed]) => needed).map(([need]) => need);
}
