// POST /v1/inventory: what the machine is. A device may only ever describe itself.

import type { FastifyInstance } from 'fastify';
import type { InventoryRequest } from '../../model/wire/schemas.js';
import { InventoryRequest as Request } from '../../model/wire/schemas.js';
import { callerOf } from '../access.js';
import { deviceChanged } from '../rules/review.js';
import { inTransaction } from '../store/database.js';
import { saveInventory } from '../store/inventories.js';
import { advanceSeq } from '../store/presence.js';
import type { RegressedParts } from './regressed.js';
import { refuseRegressed } from './regressed.js';

export function inventoryRoute(app: FastifyInstance, parts: RegressedParts): void {
  const { store, clock } = parts;
  app.post<{ Body: InventoryRequest }>(
    '/v1/inventory',
    {
      bodyLimit: 65_536,
      config: {
        access: 'device',
        summary: 'Inventory of the machine, when it changed',
        answers: [{ status: 204, description: 'Taken' }],
      },
      schema: { body: Request },
    },
    async (request, reply) => {
      const { device } = callerOf(request);
      const { seq, ...inventory } = request.body;
      const taken = await inTransaction(store, async (trx) => {
        if (!(await advanceSeq(trx, device.id, { seq, at: clock.now() }))) return false;
        await saveInventory(trx, device.id, inventory);
        // Another operating system gets other policies, another name or tag another place in groups and scope.
        await deviceChanged(trx, device.id);
        return true;
      });
      return taken ? reply.code(204).send() : refuseRegressed(parts, device, reply);
    },
  );
}
