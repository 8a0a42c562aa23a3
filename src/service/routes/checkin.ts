// POST /v1/checkin: one request every 90 minutes that carries all there is to say, most often nothing.

import type { FastifyInstance } from 'fastify';
import type { CheckinAnswer, CheckinRequest, Need } from '../../model/wire/schemas.js';
import { CheckinAnswer as Answer, CheckinRequest as Request } from '../../model/wire/schemas.js';
import { callerOf } from '../access.js';
import type { IssueParts } from '../assignment/issue.js';
import { issueAssignment } from '../assignment/issue.js';
import type { Store } from '../store/database.js';
import { inTransaction } from '../store/database.js';
import type { Device } from '../store/devices.js';
import type { DeviceKey } from '../store/keys.js';
import { listKeys } from '../store/keys.js';
import type { Presence } from '../store/presence.js';
import { advanceSeq, readPresence } from '../store/presence.js';
import type { RegressedParts } from './regressed.js';
import { refuseRegressed } from './regressed.js';

/** Unit: seconds. Source: security settings management of Defender for Endpoint, 90 minutes. */
const NEXT = 5400;
const SPLAY = 540;
/** Unit: milliseconds. Devices rotate by themselves at 90 days and ten percent; later they are asked. */
const OLDEST_KEY_MS = 100 * 24 * 3_600_000;

export function checkinRoute(app: FastifyInstance, parts: IssueParts & RegressedParts): void {
  app.post<{ Body: CheckinRequest }>(
    '/v1/checkin',
    {
      bodyLimit: 16_384,
      config: { access: 'device', summary: 'The regular exchange of a device' },
      schema: { body: Request, response: { 200: Answer } },
    },
    async (request, reply) => {
      const { device } = callerOf(request);
      const answer = await inTransaction(parts.store, (trx) => checkIn(parts, trx, device, request.body));
      return answer === undefined ? refuseRegressed(parts, device, reply) : reply.send(answer);
    },
  );
}

async function checkIn(
  parts: IssueParts,
  store: Store,
  device: Device,
  said: CheckinRequest,
): Promise<CheckinAnswer | undefined> {
  const at = parts.clock.now();
  const before = await readPresence(store, device.id);
  const seen = { seq: said.seq, at, assignmentVer: said.assignment?.ver ?? null, status: said.status };
  if (before === undefined || !(await advanceSeq(store, device.id, seen))) return undefined;
  const assignment = await issueAssignment(parts, store, device);
  const current = said.assignment?.ver === assignment.ver && said.assignment.digest === assignment.digest;
  return {
    next: NEXT,
    splay: SPLAY,
    time: new Date(at).toISOString(),
    assignment: current ? 'current' : assignment.jws,
    need: needs(said, device, before, { keys: await listKeys(store, device.id), at }),
  };
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
