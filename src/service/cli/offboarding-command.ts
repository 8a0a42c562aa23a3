// offboarding-file: what makes devices leave, also those that the service does not reach.

import type { Command } from 'commander';
import { Option } from 'commander';
import { counted } from '../../model/counted.js';
import { LONGEST_OFFBOARDING_MS, makeOffboarding } from '../offboarding.js';
import type { Signer } from '../signing.js';
import { createSigner } from '../signing.js';
import { listDevices } from '../store/devices.js';
import { serviceAddress } from './address.js';
import type { CliDeps, GlobalOptions, Session } from './context.js';
import { CommandFailed, WrongUse, withTenant } from './context.js';
import { writePrivate } from './files.js';
import { findDevice } from './find.js';
import { instant } from './output.js';
import { collect, parseDuration } from './values.js';

interface OffboardingOptions extends GlobalOptions {
  readonly out: string;
  readonly device?: readonly string[];
  readonly expires: number;
  readonly url?: string;
}

export function offboardingCommand(program: Command, deps: CliDeps): void {
  program
    .command('offboarding-file')
    .description('Make a signed file that makes devices leave and give the former values back')
    .requiredOption('--out <file>', 'where to write it')
    .option(
      '--device <device>',
      'only this device: id, start of the id, or host name (repeat for more)',
      collect,
    )
    .addOption(
      new Option('--expires <duration>', 'how long devices obey it, e.g. 12h (7d at most)')
        .argParser(parseDuration)
        .default(LONGEST_OFFBOARDING_MS, '7d'),
    )
    .option('--url <url>', 'address of the service (default: where it last ran)')
    .addHelpText(
      'after',
      '\nWithout --device every device of the tenant obeys it: keep it where few can read it.',
    )
    .action((_options: object, command: Command) => {
      const options = command.optsWithGlobals<OffboardingOptions>();
      if (options.expires > LONGEST_OFFBOARDING_MS)
        throw new WrongUse('an offboarding file counts for 7d at most');
      return withTenant(deps, options, (session) => make(session, options));
    });
}

async function make(session: Session, options: OffboardingOptions): Promise<void> {
  const { store, tenant, out } = session;
  const named = new Set<string>();
  for (const text of options.device ?? []) named.add((await findDevice(store, text)).id);
  const meant = (await listDevices(store)).filter(
    ({ device }) => device.state !== 'left' && (named.size === 0 || named.has(device.id)),
  );
  const signer = await createSigner(tenant);
  const { trusted, unable } = setThatMostCheck(signer, meant);
  const made = await makeOffboarding(
    { ...session, signer },
    {
      url: serviceAddress(tenant, options.url),
      validForMs: options.expires,
      devices: named.size === 0 ? [] : meant.map(({ device }) => device.id),
      trusted,
    },
  );
  if (!made.ok) throw new CommandFailed(made.error);
  for (const { device } of unable)
    out.note(
      `${device.displayName} (${device.id}) trusts another set of keys and cannot check it: make a file for it alone.`,
    );
  const { file, claims } = made.value;
  writePrivate(options.out, `${file}\n`);
  const expires = instant(claims.exp * 1000);
  out.answer({ file: options.out, id: claims.jti, expires, devices: claims.devices ?? 'all' }, [
    `Offboarding file: ${options.out} (until ${expires}, ${
      claims.devices === undefined ? 'every device of the tenant' : counted(claims.devices.length, 'device')
    })`,
    'On each device: holdfast offboard FILE',
  ]);
}

type Listed = Awaited<ReturnType<typeof listDevices>>[number];

interface Choice {
  /** Version of a set of keys. */
  readonly trusted: number;
  readonly unable: readonly Listed[];
}

/**
 * A key of the oldest set that one of them trusts suits all, unless it was retired meanwhile: then those that followed
 * would refuse it, because of one that was away, or that says so.
 */
function setThatMostCheck(signer: Signer, meant: readonly Listed[]): Choice {
  const choose = (trusted: number): Choice => {
    const kid = signer.kidFor(trusted);
    return { trusted, unable: meant.filter(({ presence }) => !signer.isTrusted(kid, presence.keySet ?? 0)) };
  };
  const oldest = choose(Math.min(signer.version, ...meant.map(({ presence }) => presence.keySet ?? 0)));
  const newest = choose(signer.version);
  return newest.unable.length < oldest.unable.length ? newest : oldest;
}
