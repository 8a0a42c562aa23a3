// The place of a value in a JSON text, as people write it: `$.settings[3].name`. Pure.

import { quoted } from '../quoted.js';

export const ROOT_PATH = '$';

export const itemPath = (of: string, index: number): string => `${of}[${index}]`;

/** A name that is not a plain word is written in brackets and quotes, cut and printable. */
export const memberPath = (of: string, name: string): string =>
  /^[A-Za-z_$][\w$]{0,79}$/.test(name) ? `${of}.${name}` : `${of}[${quoted(name)}]`;
