// onboarding-file: what a device needs to register, and apart from it the secret.

import type { Command } from 'commander';
import { Option } from 'commander';
import { counted } from '../../model/counted.js';
import { makeOnboarding } from '../onboarding.js';
import { createSigner } from '../signing.js';
import { serviceAddress } from './address.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { CommandFailed, withTenant } from './context.js';
import { readText, writePrivate } from './files.js';
import { instant } from './output.js';
import { collect, parseCount, parseDuration } from './values.js';

interface OnboardingOptions extends GlobalOptions {
  readonly out: string;
  readonly secretOut?: string;
  readonly expires: number;
  readonly uses?: number;
  readonly tag?: readonly string[];
  readonly ring?: string;
  readonly ca?: string;
  readonly url?: string;
}

export function onboardingCommand(program: Command, deps: CliDeps): void {
  program
    .command('onboarding-file')
    .description('Make a file that lets devices register, and apart from it the secret that goes with it')
    .requiredOption('--out <file>', 'where to write the onboarding file')
    .option('--secret-out <file>', 'where to write the secret (default: OUT.secret; "-" prints it)')
    .addOption(
      new Option('--expires <duration>', 'how long devices can register, e.g. 12h (30d at most)')
        .argParser(parseDuration)
        .default(parseDuration('30d'), '30d'),
    )
    .option('--uses <count>', 'how many devices can register (default: any number)', parseCount)
    .option('--tag <tag>', 'tag of the devices that register with it (repeat for more)', collect)
    .option('--ring <name>', 'ring of the devices that register with it')
    .option('--ca <file>', 'PEM file with the private authority of the service certificate')
    .option('--url <url>', 'address of the service (default: where it last ran)')
    .addHelpText(
      'after',
      '\nSend the file by any way you like; send the secret by another, and keep it from logs.',
    )
    .action((_options: object, command: Command) => {
      const options = command.optsWithGlobals<OnboardingOptions>();
      return withTenant(deps, options, (session) => make(session, options));
    });
}

async function make(session: Session, options: OnboardingOptions): Promise<void> {
  const url = serviceAddress(session.tenant, options.url);
  const made = await makeOnboarding(
    { ...session, signer: await createSigner(session.tenant) },
    {
      url,
      validForMs: options.expires,
      maxUses: options.uses,
      tags: options.tag ?? [],
      ring: options.ring,
      ca: options.ca === undefined ? undefined : readText(options.ca),
    },
  );
  if (!made.ok) throw new CommandFailed(made.error);
  const { file, secret, claims } = made.value;
  const secretOut = options.secretOut ?? `${options.out}.secret`;
  writePrivate(options.out, `${file}\n`);
  if (secretOut !== '-') writePrivate(secretOut, `${secret}\n`);
  const expires = instant(claims.exp * 1000);
  const printed = secretOut === '-' ? { secret } : { secretFile: secretOut };
  session.out.answer({ file: options.out, id: claims.enrol, expires, url, ...printed }, [
    `Onboarding file: ${options.out} (until ${expires}, ${options.uses === undefined ? 'any number of devices' : counted(options.uses, 'device')})`,
    secretOut === '-' ? `Secret: ${secret}` : `Secret: in ${secretOut} (readable by you only)`,
    `Enrollment id, to revoke it: ${claims.enrol}`,
  ]);
}
