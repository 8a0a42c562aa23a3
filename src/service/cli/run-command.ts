// run: the service in the foreground, until it is told to stop.

import type { Command } from 'commander';
import { createWinstonLog } from '../winston-log.js';
import type { CliDeps, GlobalOptions } from './context.js';
import { CommandFailed, WrongUse } from './context.js';
import { readText } from './files.js';
import { collect, parsePort } from './values.js';

interface RunOptions extends GlobalOptions {
  readonly host: string;
  readonly port: number;
  readonly url?: string;
  readonly tlsCert?: string;
  readonly tlsKey?: string;
  readonly trustedProxy?: readonly string[];
}

export function runCommand(program: Command, deps: CliDeps): void {
  program
    .command('run')
    .description('Run the service in the foreground until it is told to stop (Ctrl-C, SIGTERM)')
    .option('--host <address>', 'address to listen on', '127.0.0.1')
    .option('--port <port>', 'port to listen on; 0 takes a free one', parsePort, 8443)
    .option('--url <url>', 'public address, where a TLS proxy stands before the service')
    .option('--tls-cert <file>', 'PEM certificate chain, to serve TLS directly')
    .option('--tls-key <file>', 'PEM private key of the certificate')
    .option(
      '--trusted-proxy <address>',
      'believe X-Forwarded-For from this address when counting requests of a source (repeat for more)',
      collect,
    )
    .addHelpText(
      'after',
      '\nWithout TLS the service listens on loopback only, or behind a proxy with an https --url.',
    )
    .action(async (_options: object, command: Command) => {
      const options = command.optsWithGlobals<RunOptions>();
      const { dataDir, json, host, port, url, tlsCert, tlsKey, trustedProxy: proxies = [] } = options;
      if ((tlsCert === undefined) !== (tlsKey === undefined))
        throw new WrongUse('--tls-cert and --tls-key belong together');
      const tls =
        tlsCert === undefined || tlsKey === undefined
          ? undefined
          : { cert: readText(tlsCert), key: readText(tlsKey) };
      // Loaded here, because the authorization server costs every other command its start-up time.
      const { createService } = await import('../wiring.js');
      const log = createWinstonLog(deps.stderr);
      const service = createService({ ...deps, dataDir, log, host, port, url, tls, proxies });
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
