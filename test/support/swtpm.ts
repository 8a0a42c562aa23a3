// A TPM 2.0 that is a program: swtpm on loopback, with a chip of its own in a folder.
import { spawn, spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { connect, createServer } from 'node:net';

export interface Swtpm extends AsyncDisposable {
  /** For tpm2-tools. */
  readonly tcti: string;
}

/** `folder`: the chip; the same one again has the same seeds and keys. */
export async function startSwtpm(folder: string): Promise<Swtpm> {
  mkdirSync(folder, { recursive: true });
  const port = await twoFreePorts();
  const at = (number: number) => `type=tcp,port=${number},bindaddr=127.0.0.1`;
  const chip = spawn(
    'swtpm',
    ['socket', '--tpm2', '--tpmstate', `dir=${folder}`, '--server', at(port), '--ctrl', at(port + 1)].concat([
      '--flags',
      'not-need-init,startup-clear',
    ]),
    { stdio: 'ignore' },
  );
  await reachable(port);
  return {
    tcti: `swtpm:host=127.0.0.1,port=${port}`,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        chip.once('exit', () => resolve());
        chip.kill();
      }),
  };
}

/** Asked for and missing, a suite against real parts fails loudly. */
export function requireTpmTools(): void {
  for (const program of ['swtpm', 'tpm2_createprimary', 'tpm2_sign'])
    if (spawnSync(program, ['--version']).error !== undefined)
      throw new Error(`${program} is missing: apt-get install swtpm tpm2-tools`);
}

/** The tools take the next port for the control channel. */
async function twoFreePorts(): Promise<number> {
  for (;;) {
    const port = await listening(0);
    if (port < 65_535 && (await listening(port + 1)) !== 0) return port;
  }
}

const listening = (port: number): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(0));
    server.listen(port, '127.0.0.1', () => {
      const { port: taken } = server.address() as AddressInfo;
      server.close(() => resolve(taken));
    });
  });

/** The control channel: a look at the other one would count as its one client. */
async function reachable(port: number): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port + 1, '127.0.0.1');
      socket.once('connect', () => {
        socket.destroy();
        resolve(true);
      });
      socket.once('error', () => resolve(false));
    });
    if (open) return;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('swtpm does not answer');
}
