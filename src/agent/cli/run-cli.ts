// The command line: which commands there are, what they take, and what their help says. Returns the exit code.

import { CommanderError, Command as Program } from 'commander';
import { parseArguments } from '../config/options.js';
import { readPaths } from '../config/read-config.js';
import type { ExitCode } from '../turn/ports.js';
import { AGENT_VERSION } from '../version.js';
import { applyCommand, restoreCommand } from './apply.js';
import { EXAMPLES, FOOTER, GLOBAL_OPTIONS } from './help-text.js';
import { offboardCommand } from './offboard.js';
import { onboardCommand } from './onboard.js';
import { planCommand } from './plan.js';
import { policyListCommand, policyReleaseCommand } from './policy.js';
import { prepareImageCommand } from './prepare-image.js';
import { probeCommand } from './probe.js';
import { profileCommand } from './profile.js';
import type { CliPorts, Command } from './session.js';
import { harmlessOutput, inSession } from './session.js';
import { settingsCommand } from './settings.js';
import { showStatus } from './show-status.js';
import { syncCommand } from './sync.js';
import { whyCommand } from './why.js';

export async function runCli(given: CliPorts): Promise<ExitCode> {
  const ports = { ...given, stdout: harmlessOutput(given.stdout), stderr: harmlessOutput(given.stderr) };
  const parsed = parseArguments(ports.argv);
  if (!parsed.ok) {
    ports.stderr.write(`holdfast: ${parsed.error}\n`);
    return 2;
  }
  const { options } = parsed.value;
  const rest = parsed.value.rest.map((arg, at) => (at === 0 && arg === '--sync' ? 'sync' : arg));
  let chosen: Command | undefined;
  const program = describeCommands(ports, (command) => {
    chosen = command;
  });
  try {
    await program.parseAsync(rest, { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
  return chosen === undefined ? 0 : inSession(ports, options, chosen);
}

function describeCommands(ports: CliPorts, choose: (command: Command) => void): Program {
  const program = new Program('holdfast')
    .description('Enforces endpoint-security policy on this machine and says the truth about every setting.')
    .version(AGENT_VERSION, '--version', 'print the version')
    .helpOption('-h, --help', 'print this help')
    .helpCommand('help [command]', 'print the help of a command')
    .exitOverride()
    .configureOutput({
      writeOut: (text) => ports.stdout.write(text),
      writeErr: (text) => ports.stderr.write(text.replace(/^error: /, 'holdfast: ')),
    });
  for (const [flags, text] of GLOBAL_OPTIONS) program.option(flags, text);
  program.addHelpText('after', `\n${EXAMPLES}\n${FOOTER}`);
  addEnrollment(program, choose);
  addLocal(program, choose);
  addPolicy(program, choose);
  addLooking(program, choose);
  return program;
}

type Choose = (command: Command) => void;

function addEnrollment(program: Program, choose: Choose): void {
  program
    .command('run')
    .description('run the daemon in the foreground: checks in every 90 minutes, repairs drift in between')
    .addHelpText(
      'after',
      '\nDrift is repaired as soon as somebody else writes the managed file. What is undone three times in a day is\n' +
        'contested: it is set again every 90 minutes at most, later every 6 hours; "holdfast why" says who it may be.',
    )
    .action(() => undefined);
  program
    .command('sync')
    .description('check in now (through the daemon if it runs) and enforce; also: holdfast --sync')
    .action(() => choose(syncCommand));
  program
    .command('onboard')
    .description('enroll this device with an onboarding file of your service')
    .argument('<file>', 'the onboarding file')
    .option('--secret-file <file>', 'file with the enrollment secret; without it, standard input is read')
    .addHelpText(
      'after',
      '\nThe secret is never taken from the command line or the environment: others could read it there.\n' +
        'Example:  holdfast onboard onboarding.jwt --secret-file secret.txt',
    )
    .action((file: string, { secretFile }: { readonly secretFile?: string }) =>
      choose((session) => onboardCommand(session, { file, secretFile })),
    );
  addLeaving(program, choose);
}

function addLeaving(program: Program, choose: Choose): void {
  program
    .command('offboard')
    .description('leave the service: former values back, a last report, everything of it forgotten')
    .argument('[file]', 'a signed offboarding file; without it, it is your own decision')
    .addHelpText(
      'after',
      '\nLeaving Holdfast never offboards a sensor; what cannot be taken back is said before and after.\n' +
        'A file of another tenant, for another device, expired or changed is refused with exit code 8.',
    )
    .action((file: string | undefined) => choose((session) => offboardCommand(session, file)));
  program
    .command('prepare-image')
    .description('wipe the identity of this device, so that its disk may be copied')
    .option(
      '--keep-onboarding',
      'keep the onboarding file (and its secret), so that copies enroll by themselves',
    )
    .option('--secret-file <file>', 'with --keep-onboarding: file with the secret for the copies')
    .addHelpText('after', '\nStop the daemon first. The service is not told: retire the device there.')
    .action((given: { readonly keepOnboarding?: boolean; readonly secretFile?: string }) =>
      choose((session) =>
        prepareImageCommand(session, {
          keepOnboarding: given.keepOnboarding === true,
          secretFile: given.secretFile,
        }),
      ),
    );
}

function addLocal(program: Program, choose: Choose): void {
  program
    .command('plan')
    .description('show what apply would do; writes nothing and needs no rights')
    .argument('<policy...>', 'policy files: Intune exports or Graph JSON')
    .addHelpText(
      'after',
      '\nDangerous exclusions are named; they are done all the same unless config.json says "guardrails": "refuse".\n' +
        'Exit code 0 whatever there is to do, 8 if a policy is refused, 1 if a file is not a policy.\n' +
        'Run it as root to have it compared with what Holdfast has set before.',
    )
    .action((files: readonly string[]) => choose((session) => planCommand(session, files)));
  program
    .command('apply')
    .description('enforce policy files without a service; the files named are all that is applied locally')
    .argument('<policy...>', 'policy files: Intune exports or Graph JSON')
    .option('--plan <digest>', 'refuse when the device has moved since this plan')
    .addHelpText(
      'after',
      '\nFiles applied earlier and not named now are given back. The daemon, if it runs, repairs drift.\n' +
        'Example:  holdfast apply antivirus.json exclusions.json --plan DIGEST',
    )
    .action((files: readonly string[], { plan }: { readonly plan?: string }) =>
      choose((session) => applyCommand(session, files, plan)),
    );
  program
    .command('restore')
    .description('give every setting its former value back, and pause enforcement until the next sync')
    .action(() => choose(restoreCommand));
  program
    .command('profile')
    .description('write the configuration profile of a Mac for what only a profile can set')
    .argument('<policy...>', 'policy files: Intune exports or Graph JSON')
    .option('--out <file>', 'write it there; without it, to standard output')
    .addHelpText(
      'after',
      '\nWorks on any system and needs no rights. Install it on the Mac by hand or through an MDM.\n' +
        'Exit code 8 if a policy is refused or two of them disagree, 4 if settings were left out.\n' +
        'Example:  holdfast profile antivirus.json --out defender.mobileconfig',
    )
    .action((files: readonly string[], { out }: { readonly out?: string }) =>
      choose((session) => profileCommand(session, files, out)),
    );
}

function addPolicy(program: Program, choose: Choose): void {
  const policy = program
    .command('policy')
    .description('the policies of this device: which revisions are in force, and which are set aside');
  policy
    .command('list')
    .description(
      'list assigned and applied policies: revision, digest, state, and the reason where not in force',
    )
    .action(() => choose(policyListCommand));
  policy
    .command('release')
    .description('let a revision in again that was set aside')
    .argument('<digest|name>', 'its digest (8 characters of it or more), or the name or id of its policy')
    .addHelpText(
      'after',
      '\nA revision that crashes or hangs the pass three times, or whose firewall change cuts the service off,\n' +
        'is set aside: the last good one is in force until a new revision comes, or until it is released here.\n' +
        'Example:  holdfast policy release "Servers: firewall"',
    )
    .action((wanted: string) => choose((session) => policyReleaseCommand(session, wanted)));
}

function addLooking(program: Program, choose: Choose): void {
  program
    .command('status')
    .description('show the state of this device; needs no rights, works when the daemon is down')
    .option('--watch', 'show it again whenever it changes')
    .action(() => choose(statusCommand));
  program
    .command('why')
    .description('everything about one setting: policies, winner, written, read back, next try')
    .argument('<setting>', 'its id, its name, its place in the managed file, or a part of one')
    .addHelpText('after', '\nExample:  holdfast why cloudService.enabled')
    .action((setting: string) => choose((session) => whyCommand(session, setting)));
  program
    .command('settings')
    .description('list every setting of all three systems, with what this device can do with it')
    .argument('[filter]', 'only those whose id, name, place in the managed file or profile holds this')
    .action((filter: string | undefined) => choose((session) => settingsCommand(session, filter)));
  program
    .command('probe')
    .description('show what manages this device, with the evidence')
    .action(() => choose(probeCommand));
}

/** The same as the bundle of its own; here for callers in this process. */
const statusCommand: Command = async ({ ports, options }) => {
  const { text, exitCode } = showStatus(readPaths(options), options.json, ports.clock.now());
  ports.stdout.write(text);
  return exitCode;
};
