// What a machine is made of, as its inventory tells it, and how the words of a library or a program become that. Pure.

/** Absent: the system does not say. */
export interface Hardware {
  readonly manufacturer?: string;
  readonly model?: string;
  readonly processor?: string;
  readonly cores?: number;
  /** Unit: bytes. */
  readonly memory?: number;
  readonly virtual?: boolean;
}

const TEXT_LIMIT = 200;
const MOST_CORES = 65_536;

/** Takes what has its form and leaves out the rest: firmware holds what its vendor wrote into it. */
export function parseHardware(raw: unknown): Hardware {
  const said: Readonly<Record<string, unknown>> = typeof raw === 'object' && raw !== null ? { ...raw } : {};
  const [manufacturer, model, processor] = [said['manufacturer'], said['model'], said['processor']].map(text);
  const [cores, memory] = [count(said['cores'], MOST_CORES), count(said['memory'], Number.MAX_SAFE_INTEGER)];
  const virtual = said['virtual'];
  return {
    ...(manufacturer === undefined ? {} : { manufacturer }),
    ...(model === undefined ? {} : { model }),
    ...(processor === undefined ? {} : { processor }),
    ...(cores === undefined ? {} : { cores }),
    ...(memory === undefined ? {} : { memory }),
    ...(typeof virtual === 'boolean' ? { virtual } : {}),
  };
}

/** One line of sane length. A placeholder of the firmware says nothing. */
function text(raw: unknown): string | undefined {
  if (typeof raw !== 'string') return undefined;
  const line = raw
    .replaceAll(/[\p{C}\p{Zl}\p{Zp}\s]+/gu, ' ')
    .trim()
    .slice(0, TEXT_LIMIT)
    .trim();
  return line === '' || PLACEHOLDERS.test(line) ? undefined : line;
}

/** Source: what vendors of boards leave in the tables of SMBIOS that they do not fill. */
const PLACEHOLDERS = /^(?:-+|unknown|none|n\/a|default string|not specified|to be filled by o\.?e\.?m\.?)$/i;

const count = (raw: unknown, most: number): number | undefined =>
  typeof raw === 'number' && Number.isInteger(raw) && raw >= 1 && raw <= most ? raw : undefined;
