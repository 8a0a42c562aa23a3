// POST /v1/rekey: on the word of the key that a device still has, a token for one registration anew. It carries no
// `seq`: a device that was told that a copy is at work, or that lost its registration, must be able to ask.

import type { FastifyInstance } from 'fastify';
import type { RekeyRequest } from '../../model/wire/schemas.js';
import { RekeyAnswer as Answer, RekeyRequest as Request } from '../../model/wire/schemas.js';
import { callerOf } from '../access.js';
import { sendProblem } from '../problem.js';
import type { SecretRandom } from '../random.js';
import { inTransaction } from '../store/database.js';
import { insertRekeyToken, listRekeyTimes } from '../store/rekey-tokens.js';
import type { CopiedParts } from './copied.js';

/** Unit: seconds. */
const LIFE = 3600;
/** Of one device in a day: room for answers that are lost, none for a loop. */
const MOST_A_DAY = 4;
/** New keys in a day of all devices that go back to one: whoever holds a stolen disk makes no fleet of it. */
const MOST_NEW_KEYS_A_DAY = 16;
/** Unit: milliseconds. */
export const REKEY_DAY_MS = 24 * 3_600_000;

export function rekeyRoute(
  app: FastifyInstance,
  parts: CopiedParts & { readonly random: SecretRandom },
): void {
  const { store, clock, random, log } = parts;
  app.post<{ Body: RekeyRequest }>(
    '/v1/rekey',
    {
      bodyLimit: 4096,
      config: { access: 'device', summary: 'A token for one registration anew, with or without a new key' },
      schema: { body: Request, response: { 200: Answer } },
    },
    async (request, reply) => {
      const { device } = callerOf(request);
      const { id, family } = device;
      const { why } = request.body;
      const at = clock.now();
      const secret = random.secret();
      const oldest = await inTransaction(store, async (trx) => {
        const { ofDevice, newKeysOfFamily } = await listRekeyTimes(trx, device, at - REKEY_DAY_MS);
        if (ofDevice.length >= MOST_A_DAY) return ofDevice[0];
        if (why === 'clone' && newKeysOfFamily.length >= MOST_NEW_KEYS_A_DAY) return newKeysOfFamily[0];
        const expiresAt = at + LIFE * 1000;
        await insertRekeyToken(trx, { id: random.uuid(), secret, deviceId: id, family, why, at, expiresAt });
        return undefined;
      });
      if (oldest !== undefined) {
        const retryAfter = Math.max(1, Math.ceil((oldest + REKEY_DAY_MS - at) / 1000));
        return sendProblem(reply, { code: 'rate-limited', retryAfter, detail: TOO_OFTEN });
      }
      log.info('rekey-token-given', { device: id, why });
      return reply.send({ token: secret, expiresIn: LIFE });
    },
  );
}

const TOO_OFTEN = 'this device asked for a registration anew too often today';
