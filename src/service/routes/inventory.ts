// POST /v1/inventory: what the machine is. A device may only ever describe itself.

import type { FastifyInstance } from 'fastify';
import type { Random } from '../../model/ports.js';
import { TENANT_MISMATCH } from '../../model/wire/problem-codes.js';
import type { DirectoryLink, InventoryRequest } from '../../model/wire/schemas.js';
import { InventoryRequest as Request } from '../../model/wire/schemas.js';
import { callerOf } from '../access.js';
import { sendProblem } from '../problem.js';
import { deviceChanged } from '../rules/review.js';
import { inTransaction } from '../store/database.js';
import { linkDirectory } from '../store/directory.js';
import { saveInventory } from '../store/inventories.js';
import { advanceSeq } from '../store/presence.js';
import type { Tenant } from '../store/tenants.js';
import type { CopiedParts } from './copied.js';
import { refuseRegressed } from './copied.js';

export interface InventoryParts extends CopiedParts {
  readonly tenant: Tenant;
  readonly random: Random;
}

export function inventoryRoute(app: FastifyInstance, parts: InventoryParts): void {
  const { store, clock, tenant, random } = parts;
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
      const link = inventory.device.directory;
      if (link !== undefined && link.tenantId !== tenant.id)
        return sendProblem(reply, { code: TENANT_MISMATCH, detail: otherTenant(link) });
      const taken = await inTransaction(store, async (trx) => {
        if (!(await advanceSeq(trx, device.id, { seq, at: clock.now() }))) return false;
        await saveInventory(trx, device.id, inventory);
        // One that names none may only not know it now: what it is linked to stays.
        if (link !== undefined)
          await linkDirectory(trx, { device, link, objectId: random.uuid(), at: clock.now() });
        // Another operating system gets other policies, another name or tag another place in groups and scope.
        await deviceChanged(trx, device.id);
        return true;
      });
      return taken ? reply.code(204).send() : refuseRegressed(parts, device, reply);
    },
  );
}

const otherTenant = ({ tenantId }: DirectoryLink): string =>
  `the device is joined to the directory of another tenant (${tenantId})`;
