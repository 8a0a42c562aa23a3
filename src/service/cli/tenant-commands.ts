// init, run, onboarding-file.

import { readFileSync, writeFileSync } from 'node:fs';
import type { Command } from 'commander';
import { makeOnboarding } from '../onboarding.js';
import { createSigner } from '../signing.js';
import { revokeEnrollment } from '../store/enrollments.js';
import { initTenant } from '../tenancy.js';
import { createWinstonLog } from '../winston-log.js';
import type { CliDeps, GlobalOptions } from './context.js';
import { CommandFailed, outputOf, WrongUse, withTenant } from './context.js';
import { instant } from './output.js';
import { collect, parseCount, parseDuration, parsePort } from './values.js';

export function tenantCommands(program: Command, deps: CliDeps): void {
  program
    .command('init')
    .description('Make the database, the tenant and its keys (once; refuses to overwrite)')
    .option('--name <name>', 'how the tenant is called', 'Holdfast')
    .action(async ({ name }: { name: string }, command: Command) => {
      const options = command.optsWithGlobals<GlobalOptions>();
      const made = await initTenant(options.dataDir, name, deps);
      if (!made.ok) throw new CommandFailed(made.error);
      const { id } = made.value;
      outputOf(deps, options).answer({ tenant: id, name, dataDir: options.dataDir }, [
        `Tenant "${name}" (${id}) is ready in ${options.dataDir}.`,
        'Next: holdfast-service run',
      ]);
    });
  runCommand(program, deps);
  onboardingCommand(program, deps);
  program
    .command('revoke-secret')
    .argument('<id>', 'enrollment id, as onboarding-file printed it')
    .description('Revoke an enrollment secret: no further device can register with it')
    .action((id: string, _options: object, command: Command) =>
      withTenant(deps, command.optsWithGlobals<GlobalOptions>(), async ({ store, clock, out }) => {
        if (!(await revokeEnrollment(store, id, clock.now())))
          throw new CommandFailed(`there is no enrollment secret "${id}" that is not revoked`);
        out.answer({ revoked: id }, [`Enrollment secret ${id} is revoked.`]);
      }),
    );
}

interface RunOptions extends GlobalOptions {
  readonly host: string;
  readonly port: number;
  readonly url?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
}

function runCommand(program: Command, deps: CliDeps): void {
  program
    .command('run')
    .description('Run the service in the foreground until it is told to stop (Ctrl-C, SIGTERM)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes a free one', parsePort, 8443)
    .option('--url <url>', 'public address, where a TLS proxy stands before the service')
    .option('--tls-cert <file>', 'PEM certificate chain, to serve TLS directly')
    .option('--tls-key <file>', 'PEM private key of the certificate')
    .addHelpText(
      'after',
      '\nWithout TLS the service listens on loopback only, or behind a proxy with an https --url.',
    )
    .action(async (_options: object, command: Command) => {
      const { dataDir, json, host, port, url, tlsCert, tlsKey } = command.optsWithGlobals<RunOptions>();
      if ((tlsCert === undefined) !== (tlsKey === undefined))
        throw new WrongUse('--tls-cert and --tls-key belong together');
      const tls =
        tlsCert === undefined || tlsKey === undefined
          ? undefined
          : { cert: readText(tlsCert), key: readText(tlsKey) };
      // Loaded here, because the authorization server costs every other command its start-up time.
      const { createService } = await import('../wiring.js');
      const log = createWinstonLog(deps.stderr);
      const service = createService({ ...deps, dataDir, log, host, port, url, tls });
      const started = await service.start();
      if (!started.ok) throw new CommandFailed(started.error);
      const ready = `holdfast-service is ready at ${started.value.url}`;
      deps.stdout(json === true ? `${JSON.stringify({ ready: started.value.url })}\n` : `${ready}\n`);
      await untilAborted(deps.signal);
      await service.stop();
    });
}

function untilAborted(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });
}

interface OnboardingOptions extends GlobalOptions {
  readonly out: string;
  readonly secretOut?: string;
  readonly expires: number;
  readonly uses?: number;
  readonly tag: readonly string[];
  readonly ring?: string;
  readonly ca?: string;
  readonly url?: string;
}

function onboardingCommand(program: Command, deps: CliDeps): void {
  program
    .command('onboarding-file')
    .description('Make a file that lets devices register, and apart from it the secret that goes with it')
    .requiredOption('--out <file>', 'where to write the onboarding file')
    .option('--secret-out <file>', 'where to write the secret (default: OUT.secret; "-" prints it)')
    .option(
      '--expires <duration>',
      'how long devices can register, e.g. 12h or 30d (30d at most)',
      parseDuration,
      parseDuration('30d'),
    )
    .option('--uses <count>', 'how many devices can register (default: any number)', parseCount)
    .option('--tag <tag>', 'tag of the devices that register with it (repeat for more)', collect, [])
    .option('--ring <name>', 'ring of the devices that register with it')
    .option('--ca <file>', 'PEM file with the private authority of the service certificate')
    .option('--url <url>', 'address of the service (default: where it last ran)')
    .addHelpText(
      'after',
      '\nSend the file by any way you like; send the secret by another, and keep it from logs.',
    )
    .action((_options: object, command: Command) => {
      const options = command.optsWithGlobals<OnboardingOptions>();
      return withTenant(deps, options, async ({ store, tenant, clock, random, out }) => {
        const url = options.url === undefined ? tenant.url : URL.parse(options.url)?.origin;
        if (url === undefined)
          throw new CommandFailed('the address of the service is not known: run it once, or give --url');
        const parts = { store, tenant, signer: await createSigner(tenant), clock, random };
        const made = await makeOnboarding(parts, {
          url,
          validForMs: options.expires,
          maxUses: options.uses,
          tags: options.tag,
          ring: options.ring,
          ca: options.ca === undefined ? undefined : readText(options.ca),
        });
        const { file, secret, claims } = made;
        const secretOut = options.secretOut ?? `${options.out}.secret`;
        writePrivate(options.out, `${file}\n`);
        if (secretOut !== '-') writePrivate(secretOut, `${secret}\n`);
        const expires = instant(claims.exp * 1000);
        const printed = secretOut === '-' ? { secret } : { secretFile: secretOut };
        out.answer({ file: options.out, id: claims.enrol, expires, url, ...printed }, [
          `Onboarding file: ${options.out} (until ${expires}, ${options.uses ?? 'any number of'} devices)`,
          secretOut === '-' ? `Secret: ${secret}` : `Secret: in ${secretOut} (readable by you only)`,
          `Enrollment id, to revoke it: ${claims.enrol}`,
        ]);
      });
    });
}

function readText(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CommandFailed(`${path} could not be read: ${error instanceof Error ? error.message : ''}`);
  }
}

/** Readable by its owner only, and never over a file that is there. */
function writePrivate(path: string, text: string): void {
  try {
    writeFileSync(path, text, { mode: 0o600, flag: 'wx' });
  } catch (error) {
    throw new CommandFailed(`${path} could not be written: ${error instanceof Error ? error.message : ''}`);
  }
}
