// The device's P-256 keys in a TPM 2.0, through the tools of tpm2-tools. A private key is made in the chip and never
// leaves it: what stands in the state folder is sealed by the chip and of no use anywhere else. Starts programs.
// Nothing stays loaded in the chip: the parent is made anew from the owner's seed, always the same, for each signature.

import { createHash, createPublicKey } from 'node:crypto';
import { join } from 'node:path';
import type { Host } from '../../../platform/host.js';
import { damagedKey } from '../../model/lost-key.js';
import type { Fault, Result } from '../../model/result.js';
import { fail, ok } from '../../model/result.js';
import { ensureFolder, readBytes, readJson, removeQuietly, writeWhole } from '../files/own-files.js';
import { bothNumbers } from './ecdsa-der.js';
import type { DeviceKey, KeyStore } from './identity.js';
import { publicHalf } from './identity.js';
import { createKeyFiles, KEY_FILE } from './key-files.js';
import type { KeySlot } from './ports.js';

export interface TpmKeyOptions {
  readonly host: Pick<Host, 'run'>;
  /** The state folder. */
  readonly folder: string;
  /** A folder of the agent alone for the files that the tools read and write. */
  readonly work: string;
  /** How the tools reach the chip. Source: tpm2-tools, "TCTI configuration". */
  readonly tcti?: string;
}

/** The kernel's resource manager. */
export const TPM_DEVICE = '/dev/tpmrm0';
export const tpmTool = (name: string): string => `/usr/bin/tpm2_${name}`;

/** What the chip sealed, and the public key. */
interface SealedKey {
  /** Base64. */
  readonly public: string;
  readonly private: string;
  readonly pem: string;
}

const FILES: Readonly<Record<KeySlot, string>> = {
  current: 'device-key-tpm.json',
  next: 'device-key-tpm-next.json',
};
const MAX_BYTES = 16_384;
/** Chips are slow: a second or two for a key is usual. Unit: milliseconds. */
const TIMEOUT_MS = 20_000;
/** Made and usable in this chip alone, for signatures alone. Source: tpm2_create(1), object attributes. */
const ATTRIBUTES = 'fixedtpm|fixedparent|sensitivedataorigin|userwithauth|noda|sign';

export function createTpmKeyStore(options: TpmKeyOptions): KeyStore {
  const { path, ...files } = createKeyFiles(options.folder, FILES, MAX_BYTES);
  const load = async (slot: KeySlot): Promise<Result<DeviceKey | undefined>> => {
    const bytes = readBytes(path(slot), MAX_BYTES);
    if (!bytes.ok) return bytes;
    if (bytes.value === undefined) return ok(undefined);
    const sealed = readJson(path(slot), MAX_BYTES);
    if (isSealedKey(sealed)) return deviceKey(options, sealed);
    return fail({ kind: 'bad-reply', from: path(slot), why: 'it holds no key that a TPM has sealed' });
  };
  return {
    load,
    create: async (slot) => {
      const made = await inWork(options, (bench) => makeKey(bench));
      if (!made.ok) return made;
      const key = await deviceKey(options, made.value);
      if (!key.ok) return key;
      const written = writeWhole(path(slot), JSON.stringify(made.value), KEY_FILE);
      return written.ok ? key : written;
    },
    ...files,
  };
}

function isSealedKey(raw: unknown): raw is SealedKey {
  if (typeof raw !== 'object' || raw === null) return false;
  return ['public', 'private', 'pem'].every((name) => typeof Reflect.get(raw, name) === 'string');
}

async function deviceKey(options: TpmKeyOptions, sealed: SealedKey): Promise<Result<DeviceKey>> {
  const key = parsePublicKey(sealed.pem);
  if (key === undefined) return fail({ kind: 'bad-reply', from: 'the TPM', why: 'its key is no P-256 key' });
  return ok({
    ...(await publicHalf(key)),
    sign: (data) => inWork(options, (bench) => signIn(bench, sealed, data)),
  });
}

function parsePublicKey(pem: string): ReturnType<typeof createPublicKey> | undefined {
  try {
    const key = createPublicKey(pem);
    return key.asymmetricKeyDetails?.namedCurve === 'prime256v1' ? key : undefined;
  } catch {
    return undefined;
  }
}

/** A place for the files of one operation. */
interface Bench {
  file(name: string): string;
  run(tool: string, ...args: readonly string[]): Promise<Result<void>>;
}

const FILE_NAMES = [
  'parent.ctx',
  'key.ctx',
  'key.pub',
  'key.priv',
  'key.pem',
  'digest',
  'signature',
] as const;

async function inWork<T>(
  { host, work, tcti = `device:${TPM_DEVICE}` }: TpmKeyOptions,
  use: (bench: Bench) => Promise<Result<T>>,
): Promise<Result<T>> {
  const made = ensureFolder(work, 0o700);
  if (!made.ok) return made;
  // Two turns never run at once, but a child that waits for events may sign beside one.
  const file = (name: string): string => join(work, `tpm-${process.pid}-${name}`);
  const { signal } = new AbortController();
  const run: Bench['run'] = async (tool, ...args) => {
    const bounds = { timeoutMs: TIMEOUT_MS, maxOutputBytes: 65_536, signal };
    const ran = await host.run(tpmTool(tool), ['-T', tcti, ...args], bounds);
    if (!ran.ok) return fail(namingPackage(ran.error));
    const { exitCode, stderr } = ran.value;
    if (exitCode === 0) return ok(undefined);
    const text = Buffer.from(stderr).toString('utf8');
    if (tool === 'load' && OTHER_CHIP.test(text))
      return fail(damagedKey('it is of another TPM, or this one was cleared'));
    const [said = ''] = text.split('\n').filter(isError);
    return fail({ kind: 'failed', what: `tpm2_${tool}`, exitCode, said: said.slice(0, 200) });
  };
  try {
    return await use({ file, run });
  } finally {
    for (const name of FILE_NAMES) removeQuietly(file(name));
  }
}

/** What was sealed under another primary key. Source: TPM 2.0 Library, part 2, TPM_RC_INTEGRITY of a parameter. */
const OTHER_CHIP = /integrity check failed|\(0x0*1df\)/i;

/** A tool that is missing is no fault of the service: who reads it must know whose it is, and why it is asked for. */
const namingPackage = (fault: Fault): Fault =>
  fault.kind === 'missing'
    ? { kind: 'missing', target: `${fault.target} of tpm2-tools, which "keyStore" in config.json asks for,` }
    : fault;

const isError = (line: string): boolean => line.startsWith('ERROR');

async function makeKey({ file, run }: Bench): Promise<Result<SealedKey>> {
  const kind = ['-g', 'sha256', '-G', 'ecc256:ecdsa-sha256', '-a', ATTRIBUTES];
  const made = await inOrder([
    () => makeParent({ file, run }),
    () =>
      run('create', '-Q', '-C', file('parent.ctx'), ...kind, '-u', file('key.pub'), '-r', file('key.priv')),
    () => clear(run),
    () => loadKey({ file, run }),
    () => run('readpublic', '-Q', '-c', file('key.ctx'), '-f', 'pem', '-o', file('key.pem')),
    () => clear(run),
  ]);
  if (!made.ok) return made;
  const [publicPart, privatePart, pem] = ['key.pub', 'key.priv', 'key.pem'].map((name) =>
    readBytes(file(name), MAX_BYTES),
  );
  if (publicPart?.ok !== true || privatePart?.ok !== true || pem?.ok !== true)
    return fail({ kind: 'bad-reply', from: 'the TPM', why: 'its tools left no key' });
  return ok({
    public: publicPart.value?.toString('base64') ?? '',
    private: privatePart.value?.toString('base64') ?? '',
    pem: pem.value?.toString('utf8') ?? '',
  });
}

async function signIn(
  { file, run }: Bench,
  sealed: SealedKey,
  data: Uint8Array,
): Promise<Result<Uint8Array>> {
  const digest = createHash('sha256').update(data).digest();
  const how = ['-g', 'sha256', '-s', 'ecdsa', '-d', '-f', 'plain'];
  const signed = await inOrder([
    async () => writeWhole(file('key.pub'), Buffer.from(sealed.public, 'base64'), SCRATCH),
    async () => writeWhole(file('key.priv'), Buffer.from(sealed.private, 'base64'), SCRATCH),
    async () => writeWhole(file('digest'), digest, SCRATCH),
    () => makeParent({ file, run }),
    () => loadKey({ file, run }),
    () => run('sign', '-Q', '-c', file('key.ctx'), ...how, '-o', file('signature'), file('digest')),
    () => clear(run),
  ]);
  if (!signed.ok) return signed;
  const der = readBytes(file('signature'), MAX_BYTES);
  if (!der.ok) return der;
  const plain = der.value === undefined ? undefined : bothNumbers(der.value);
  return plain === undefined
    ? fail({ kind: 'bad-reply', from: 'the TPM', why: 'its signature has not the form agreed' })
    : ok(plain);
}

const SCRATCH = { mode: 0o600, durable: false } as const;

/** The owner's primary key of this form is the same each time, so that it need not be stored in the chip. */
const makeParent = ({ file, run }: Bench): Promise<Result<void>> =>
  inOrder([
    () => run('createprimary', '-Q', '-C', 'o', '-g', 'sha256', '-G', 'ecc256', '-c', file('parent.ctx')),
    () => clear(run),
  ]);

const loadKey = ({ file, run }: Bench): Promise<Result<void>> =>
  inOrder([
    () =>
      run(
        'load',
        '-Q',
        '-C',
        file('parent.ctx'),
        '-u',
        file('key.pub'),
        '-r',
        file('key.priv'),
        '-c',
        file('key.ctx'),
      ),
    () => clear(run),
  ]);

/** A chip without a resource manager has room for three objects; what is needed again is in a context file. */
const clear = (run: Bench['run']): Promise<Result<void>> => run('flushcontext', '-t');

async function inOrder(steps: readonly (() => Promise<Result<void>>)[]): Promise<Result<void>> {
  for (const step of steps) {
    const done = await step();
    if (!done.ok) return done;
  }
  return ok(undefined);
}
