// Writes docs/fit.md from the fit table of the code. Run after a change of the table: npm run -s exec -- node
// scripts/make-fit-page.ts (a test says when they differ).

import { writeFileSync } from 'node:fs';
import type { FitDecision, FitRow } from '../src/enroll/fit-table.js';

export interface FitPageParts {
  readonly rows: Readonly<Record<string, FitRow>>;
  readonly decide: (row: FitRow) => FitDecision;
}

const WORDS: Readonly<Record<FitDecision, string>> = {
  enforce: 'managed',
  'enforce-without-firewall': 'managed, without firewall',
  warn: 'managed, with a warning',
  refuse: 'refused',
};

const HEAD = `# Which machines are managed

Made from the table in \`src/enroll/fit-table.ts\`, which is the only source of these decisions; do not edit it here.

The vendor's texts of 2025 decide. What earlier ones forbade is managed with a warning. Where Holdfast has a word of its
own, it stands below. \`holdfast probe\` shows which of these a machine is, with the evidence.

- **refused**: nothing starts on such a machine (state \`unsupported\`, the case as its code, no number of the vendor).
  A machine that is enforced already and becomes such a case keeps what is in force, takes nothing new, and tells the
  service once a day.
- **managed, without firewall**: settings of the firewall profiles are \`notApplicable\` (\`domain-controller\`), and
  nothing is written for them.
- **Cannot tell**: what happens where a machine does not say whether it is such a case. "waits" means that nothing starts
  until it does; what is in force goes on.
`;

export function fitPage({ rows, decide }: FitPageParts): string {
  const table = Object.entries(rows);
  const cells = table.map(([name, row]) => [
    `\`${name}\``,
    row.title,
    ...[row.texts.older, row.texts.y2024, row.texts.y2025].map((said) => (said === null ? '' : WORDS[said])),
    `**${WORDS[decide(row)]}**`,
    row.required ? 'waits' : 'goes on',
  ]);
  const titles = ['Case', 'The machine is', 'Texts to 2023', '2024', '2025', 'Holdfast', 'Cannot tell'];
  return [
    HEAD,
    tableOf([titles, ...cells]),
    '## What is said, and what helps\n',
    tableOf([
      ['Case', 'Cause', 'Remedy', 'Source'],
      ...table.map(([name, row]) => [`\`${name}\``, row.cause, row.remedy, row.source]),
    ]),
    '## Where Holdfast decides otherwise, or alone\n',
    ...table.flatMap(([name, row]) =>
      row.own === undefined ? [] : [`- \`${name}\`: ${WORDS[row.own.decision]}. ${row.own.because}`],
    ),
    '',
  ].join('\n');
}

function tableOf([head = [], ...rows]: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return `${[line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')}\n`;
}

if (import.meta.main) {
  const code: { readonly FIT_ROWS: FitPageParts['rows']; readonly fitDecision: FitPageParts['decide'] } =
    await import(new URL('../src/enroll/fit-table.ts', import.meta.url).href);
  writeFileSync(
    new URL('../docs/fit.md', import.meta.url),
    fitPage({ rows: code.FIT_ROWS, decide: code.fitDecision }),
  );
}
