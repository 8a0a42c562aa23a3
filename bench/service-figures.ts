// Unchanged check-ins, one after another over one connection, in the built service and in a bare Fastify: the same
// requests, made before the clock runs.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { dirname, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { startService } from '../test/support/holdfast-programs.js';
import type { Enrolled } from '../test/support/service-client.js';
import { checkIn, checkinBody, enrol, json, proofBy } from '../test/support/service-client.js';
import type { Figure } from './figure.js';
import { ratio } from './figure.js';
import { interleave } from './measure.js';
import type { Bench } from './setup.js';

const A_ROUND = 50;

export async function serviceFigures(bench: Bench): Promise<readonly Figure[]> {
  const { folder, programs, rounds } = bench;
  const bare = await startBareFastify(bench);
  const service = await startService(programs, { folder: join(folder, 'checkin-service') });
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  try {
    const { file, secret } = service.onboarding;
    const device = await enrol(`http://127.0.0.1:${service.port}`, {
      file: readFileSync(file, 'utf8').trim(),
      secret: readFileSync(secret, 'utf8').trim(),
    });
    const requests = await createRequests(device);
    const each = (url: string) => async () => {
      const made = await requests(A_ROUND);
      const begun = performance.now();
      for (const one of made) await send(`${url}/v1/checkin`, one, agent);
      return (performance.now() - begun) / A_ROUND;
    };
    const medians = await interleave(rounds, { service: each(device.url), bare: each(bare.url) });
    const perSecond = (ms: number): string => `${(1000 / ms).toFixed(0)} a second`;
    return [
      {
        ...ratio({
          ...{ name: 'unchanged check-in in the service', value: medians.service, reference: medians.bare },
          ...{ unit: 'ms', referenceName: '', atMost: MOST },
        }),
        measured: perSecond(medians.service),
        reference: `${perSecond(medians.bare)}  a bare Fastify`,
      },
    ];
  } finally {
    agent.destroy();
    await service.stop();
    await bare.stop();
  }
}

/** Two signatures are checked, five rows read, and one commit is on the disk before the answer. */
const MOST = 20;

interface Made {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Of a device that holds what it is assigned; each with the next number. */
async function createRequests(device: Enrolled): Promise<(many: number) => Promise<readonly Made[]>> {
  const jws = String((await json(await checkIn(device, 1), 200))['assignment']);
  const digest = `sha256:${createHash('sha256').update(jws).digest('hex')}`;
  let seq = 1;
  const make = async (): Promise<Made> => {
    seq += 1;
    const body = checkinBody(seq, { assignment: { ver: 1, digest } });
    const of = { method: 'POST', url: `${device.url}/v1/checkin`, token: device.token, body };
    const dpop = await proofBy(device.key, of);
    return {
      headers: { 'content-type': 'application/json', authorization: `DPoP ${device.token}`, dpop },
      body,
    };
  };
  return async (many) => {
    const made: Made[] = [];
    for (let at = 0; at < many; at++) made.push(await make());
    return made;
  };
}

async function send(url: string, { headers, body }: Made, agent: Agent): Promise<void> {
  const asked = request(url, { method: 'POST', agent, headers }).end(body);
  const [answer] = await once(asked, 'response');
  const text = (await answer.setEncoding('utf8').toArray()).join('');
  if (answer.statusCode !== 200 || JSON.parse(text).assignment !== 'current')
    throw new Error(`a check-in was not unchanged: ${answer.statusCode} ${text}`);
}

async function startBareFastify({ programs }: Bench): Promise<{ url: string; stop(): Promise<void> }> {
  const program = join(dirname(dirname(programs.holdfast)), 'bench/bare-fastify.cjs');
  const child = spawn(programs.node, [program], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = await once(child.stdout.setEncoding('utf8'), 'data', {
    signal: AbortSignal.timeout(20_000),
  });
  return {
    url: String(line).trim(),
    stop: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGTERM');
      await exit;
    },
  };
}
