// GET /v1/policies/{sha256}: the exact bytes of a policy, only to a device whose assignment names them.

import type { FastifyInstance } from 'fastify';
import { Type } from 'typebox';
import { policyId } from '../../model/ids.js';
import { callerOf } from '../access.js';
import { sendProblem } from '../problem.js';
import { findAssignedPolicy } from '../store/assignments.js';
import type { Store } from '../store/database.js';
import { readPolicyBytes } from '../store/policies.js';

const Params = Type.Object({ sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) });

export function documentRoute(app: FastifyInstance, store: Store): void {
  app.get<{ Params: { sha256: string } }>(
    '/v1/policies/:sha256',
    {
      config: {
        access: 'device',
        summary: 'A policy document by the digest of its bytes',
        answers: [
          { status: 200, description: 'The exact bytes', type: 'application/octet-stream' },
          { status: 304, description: 'If-None-Match names it' },
        ],
      },
      schema: { params: Params },
    },
    async (request, reply) => {
      const { sha256 } = request.params;
      const assigned = await findAssignedPolicy(store, callerOf(request).device.id, sha256);
      const bytes =
        assigned &&
        (await readPolicyBytes(store, { id: policyId(assigned.id), revision: assigned.revision }));
      if (bytes === undefined)
        return sendProblem(reply, { code: 'not-assigned', detail: 'the assignment does not name it' });
      const etag = `"sha256:${sha256}"`;
      reply.header('ETag', etag).header('Cache-Control', 'private, max-age=31536000, immutable');
      if (request.headers['if-none-match'] === etag) return reply.code(304).send();
      return reply.type('application/octet-stream').send(Buffer.from(bytes));
    },
  );
}
